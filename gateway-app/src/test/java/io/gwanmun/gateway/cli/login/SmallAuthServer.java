package io.gwanmun.gateway.cli.login;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** An authorization server that gives the answers it was told to, and keeps what it was asked. */
public final class SmallAuthServer implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();

    private final HttpServer server;
    private final Map<String, Object> metadata = new ConcurrentHashMap<>();
    private final Deque<Answer> tokens = new ArrayDeque<>();
    private final List<Asked> asked = new ArrayList<>();
    private Map<String, Object> device = Map.of();

    private SmallAuthServer(HttpServer server) {
        this.server = server;
    }

    /** Starts one. */
    public static SmallAuthServer started() {
        try {
            HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            SmallAuthServer server = new SmallAuthServer(http);
            server.metadata.putAll(Map.of(
                    "issuer", server.issuer(),
                    "token_endpoint", server.issuer() + "/token",
                    "device_authorization_endpoint", server.issuer() + "/device",
                    "authorization_endpoint", server.issuer() + "/authorize"));
            server.device = Map.of(
                    "device_code",
                    "device-1",
                    "user_code",
                    "ABCD-EFGH",
                    "verification_uri",
                    server.issuer() + "/activate",
                    "expires_in",
                    600,
                    "interval",
                    5);
            http.createContext("/", server::answer);
            http.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns its issuer URL. */
    public String issuer() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Changes what it says of itself. */
    public SmallAuthServer saying(String name, Object value) {
        metadata.put(name, value);
        return this;
    }

    /** Changes what a device login begins with. */
    public SmallAuthServer beginning(Map<String, Object> answer) {
        device = answer;
        return this;
    }

    /** Adds an answer of the token endpoint. */
    public SmallAuthServer giving(int status, Map<String, Object> answer) {
        tokens.add(new Answer(status, answer));
        return this;
    }

    /** Adds tokens. */
    public SmallAuthServer givingToken(String access, String refresh, int seconds) {
        return giving(
                200,
                Map.of(
                        "access_token",
                        access,
                        "token_type",
                        "Bearer",
                        "expires_in",
                        seconds,
                        "refresh_token",
                        refresh));
    }

    /** Adds an error. */
    public SmallAuthServer refusing(String error) {
        return giving(400, Map.of("error", error));
    }

    /** Returns what it was asked by POST, in order. */
    public synchronized List<Asked> asked() {
        return List.copyOf(asked);
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private synchronized void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            if (exchange.getRequestMethod().equals("POST")) {
                asked.add(
                        new Asked(path, form(body), exchange.getRequestHeaders().getFirst("Authorization")));
            }
            Answer answer = switch (path) {
                case "/.well-known/openid-configuration" -> new Answer(200, metadata);
                case "/device" -> new Answer(200, device);
                case "/token" -> tokens.remove();
                default -> new Answer(404, Map.of());
            };
            byte[] json = JSON.writeValueAsBytes(answer.json);
            exchange.sendResponseHeaders(answer.status, json.length);
            exchange.getResponseBody().write(json);
        }
    }

    /** Reads a form or a query. */
    public static Map<String, String> form(String text) {
        Map<String, String> form = new HashMap<>();
        for (String pair : text.split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                form.put(
                        pair.substring(0, equals),
                        URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
            }
        }
        return form;
    }

    private record Answer(int status, Map<String, Object> json) {}

    /** A POST. */
    public record Asked(
            String path, Map<String, String> form, @Nullable String authorization) {}
}
