package io.gwanmun.gateway.cli.login;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.jspecify.annotations.Nullable;

/**
 * The authorization code grant of a program on the person's own machine
 * (<a href="https://datatracker.ietf.org/doc/html/rfc8252#section-7.3">RFC 8252</a>): the browser comes back to a port of this
 * machine that is open for one answer. With PKCE (RFC 7636, S256), {@code state}, and the server's name in the answer
 * (RFC 9207); an answer with another state is not heard.
 */
public final class BrowserGrant {

    private static final int RANDOM = 32;
    private static final String PATH = "/callback";
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final AuthServer server;
    private final Duration patience;
    private final PrintWriter err;
    private final SecureRandom random = new SecureRandom();

    /** Takes whom to ask, how long to wait for the person, and where the address is shown. */
    public BrowserGrant(AuthServer server, Duration patience, PrintWriter err) {
        this.server = server;
        this.patience = patience;
        this.err = err;
    }

    /** Shows an address and returns the tokens when the person has logged in there. */
    public Tokens login(Client client) throws InterruptedException {
        String state = secret();
        String verifier = secret();
        CompletableFuture<Map<String, String>> answer = new CompletableFuture<>();
        HttpServer listener = listen(state, answer);
        try {
            String back = "http://127.0.0.1:" + listener.getAddress().getPort() + PATH;
            err.println("Open in a browser on this machine: " + address(client, back, state, verifier));
            err.flush();
            Map<String, String> said = answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return server.tokens(client, form(said, back, verifier));
        } catch (TimeoutException late) {
            throw new LoginException("Nobody logged in within " + patience.toMinutes() + " minutes.");
        } catch (ExecutionException broken) {
            throw new LoginException("The answer of the browser could not be read.");
        } finally {
            listener.stop(0);
        }
    }

    private URI address(Client client, String back, String state, String verifier) {
        URI page = server.metadata().endpoint("authorization_endpoint", "a login by browser");
        Map<String, String> query = new LinkedHashMap<>();
        query.put("response_type", "code");
        query.put("client_id", client.id());
        query.put("redirect_uri", back);
        if (!client.scope().isEmpty()) {
            query.put("scope", client.scope());
        }
        query.put("state", state);
        query.put("code_challenge", challenge(verifier));
        query.put("code_challenge_method", "S256");
        return URI.create(page + (page.getRawQuery() == null ? "?" : "&") + AuthServer.encoded(query));
    }

    private Map<String, String> form(Map<String, String> said, String back, String verifier) {
        Metadata metadata = server.metadata();
        String issuer = said.get("iss");
        if (issuer == null ? metadata.namesItself() : !issuer.equals(metadata.issuer())) {
            throw new LoginException("The answer came from another server than " + metadata.issuer() + ".");
        }
        String code = said.get("code");
        if (code == null) {
            String error = said.getOrDefault("error", "no code");
            throw new LoginException(
                    error.equals("access_denied")
                            ? "The login was refused in the browser."
                            : "The issuer " + metadata.issuer() + " refused: " + LoginException.shown(error) + ".");
        }
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "authorization_code");
        form.put("code", code);
        form.put("redirect_uri", back);
        form.put("code_verifier", verifier);
        return form;
    }

    private static HttpServer listen(String state, CompletableFuture<Map<String, String>> answer) {
        try {
            HttpServer listener =
                    HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0), 0);
            listener.createContext(PATH, exchange -> take(exchange, state, answer));
            listener.start();
            return listener;
        } catch (IOException noPort) {
            throw new LoginException("No port of this machine could be opened for the browser's answer.");
        }
    }

    private static void take(HttpExchange exchange, String state, CompletableFuture<Map<String, String>> answer)
            throws IOException {
        try (exchange) {
            Map<String, String> said = query(exchange.getRequestURI().getRawQuery());
            boolean isOurs = exchange.getRequestMethod().equals("GET")
                    && MessageDigest.isEqual(
                            state.getBytes(StandardCharsets.US_ASCII),
                            said.getOrDefault("state", "").getBytes(StandardCharsets.UTF_8));
            byte[] text = (isOurs ? "Done. You can close this window." : "This is not the answer that was awaited.")
                    .getBytes(StandardCharsets.US_ASCII);
            exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
            exchange.getResponseHeaders().set("Cache-Control", "no-store");
            exchange.getResponseHeaders().set("Referrer-Policy", "no-referrer");
            exchange.sendResponseHeaders(isOurs ? 200 : 400, text.length);
            exchange.getResponseBody().write(text);
            if (isOurs) {
                answer.complete(said);
            }
        }
    }

    private static Map<String, String> query(@Nullable String raw) {
        Map<String, String> values = new HashMap<>();
        for (String pair : raw == null ? new String[0] : raw.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                values.putIfAbsent(pair.substring(0, equals), decoded(pair.substring(equals + 1)));
            }
        }
        return values;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException broken) {
            return "";
        }
    }

    private String secret() {
        byte[] bytes = new byte[RANDOM];
        random.nextBytes(bytes);
        return BASE64.encodeToString(bytes);
    }

    private static String challenge(String verifier) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
            return BASE64.encodeToString(digest);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("SHA-256: missing (expected: in every Java)", e);
        }
    }
}
