package io.gwanmun.gateway.cli.login;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An authorization server, found by its issuer URL. What it says of itself must name the issuer exactly as it was given, so that
 * nobody stands in between under another name. Redirects are not followed; an answer takes ten seconds at most and has 256 KB.
 */
public final class AuthServer {

    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final int LONGEST = 256 * 1024;
    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient http;
    private final Metadata metadata;
    private final InstantSource clock;

    private AuthServer(HttpClient http, Metadata metadata, InstantSource clock) {
        this.http = http;
        this.metadata = metadata;
        this.clock = clock;
    }

    /**
     * Finds a server: OpenID Connect Discovery section 4 first, then RFC 8414 section 3.
     *
     * @throws LoginException when it cannot be reached or is another one
     */
    public static AuthServer find(String issuer, InstantSource clock) throws InterruptedException {
        URI url = Metadata.safe(issuer, "--issuer");
        HttpClient http = HttpClient.newBuilder()
                .connectTimeout(CONNECT)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
        String path = url.getRawPath() == null ? "" : url.getRawPath().replaceFirst("/$", "");
        URI openId = url.resolve(path + "/.well-known/openid-configuration");
        URI oauth = url.resolve("/.well-known/oauth-authorization-server" + path);
        Answer answer = get(http, openId);
        if (answer.status != 200) {
            answer = get(http, oauth);
        }
        if (answer.status != 200) {
            throw new LoginException("There is no authorization server at " + issuer + ": " + openId + " and " + oauth
                    + " answer " + answer.status + ".");
        }
        String said = answer.json.path("issuer").asString("");
        if (!said.equals(issuer)) {
            throw new LoginException("The server at " + issuer + " calls itself \"" + LoginException.shown(said)
                    + "\" (expected: exactly the issuer that was given).");
        }
        return new AuthServer(http, new Metadata(issuer, answer.json), clock);
    }

    Metadata metadata() {
        return metadata;
    }

    InstantSource clock() {
        return clock;
    }

    /** Returns tokens for a client itself, by its secret (RFC 6749 section 4.4). */
    public Tokens clientCredentials(Client client) throws InterruptedException {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "client_credentials");
        return tokens(client, form);
    }

    /** Returns new tokens for a refresh token (RFC 6749 section 6), which stays when no new one comes; null when it has ended. */
    public @Nullable Tokens refresh(Client client, String refreshToken) throws InterruptedException {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "refresh_token");
        form.put("refresh_token", refreshToken);
        try {
            Tokens fresh = tokens(client, form);
            return fresh.refresh().isEmpty() ? new Tokens(fresh.access(), refreshToken, fresh.expiresAt()) : fresh;
        } catch (LoginException refused) {
            if (refused.code().equals("invalid_grant")) {
                return null;
            }
            throw refused;
        }
    }

    /** Asks the token endpoint; fails with the server's error. */
    Tokens tokens(Client client, Map<String, String> form) throws InterruptedException {
        JsonNode json = ask("token_endpoint", "a login", client, form);
        String access = json.path("access_token").asString("");
        if (access.isEmpty() || !access.matches("[\\x21-\\x7e]+")) {
            throw new LoginException("The issuer " + metadata.issuer() + " answered without an access token.");
        }
        String type = json.path("token_type").asString("");
        if (!type.equalsIgnoreCase("Bearer")) {
            throw new LoginException("The issuer " + metadata.issuer() + " gave a token of another kind than Bearer.");
        }
        long seconds = json.path("expires_in").asLong(0);
        Instant end = seconds <= 0 ? Instant.EPOCH : clock.instant().plusSeconds(seconds);
        return new Tokens(access, json.path("refresh_token").asString(""), end);
    }

    /** Asks an endpoint; fails with the server's error when it refuses. */
    JsonNode ask(String endpoint, String purpose, Client client, Map<String, String> form) throws InterruptedException {
        Map<String, String> all = new LinkedHashMap<>(form);
        HttpRequest.Builder request = HttpRequest.newBuilder(metadata.endpoint(endpoint, purpose))
                .header("Content-Type", "application/x-www-form-urlencoded");
        if (!client.scope().isEmpty() && !form.containsKey("device_code") && !form.containsKey("code")) {
            all.put("scope", client.scope());
        }
        if (client.secret().isEmpty()) {
            all.put("client_id", client.id());
        } else {
            request.header("Authorization", client.basic());
        }
        Answer answer = send(http, request.POST(HttpRequest.BodyPublishers.ofString(encoded(all))));
        if (answer.status == 200) {
            return answer.json;
        }
        String code = answer.json.path("error").asString("");
        String description = answer.json.path("error_description").asString("");
        throw new LoginException(
                "The issuer " + metadata.issuer() + " refused: "
                        + LoginException.shown(code.isEmpty() ? "status " + answer.status : code)
                        + (description.isEmpty() ? "." : " (" + LoginException.shown(description) + ")."),
                code);
    }

    static String encoded(Map<String, String> form) {
        return form.entrySet().stream()
                .map(entry -> entry.getKey() + '=' + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private static Answer get(HttpClient http, URI url) throws InterruptedException {
        return send(http, HttpRequest.newBuilder(url).GET());
    }

    private static Answer send(HttpClient http, HttpRequest.Builder building) throws InterruptedException {
        HttpRequest request =
                building.timeout(ANSWER).header("Accept", "application/json").build();
        String host = request.uri().getScheme() + "://" + request.uri().getRawAuthority();
        try {
            HttpResponse<InputStream> response = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                byte[] bytes = body.readNBytes(LONGEST + 1);
                if (bytes.length > LONGEST) {
                    throw new LoginException(host + " answered with more than 256 KB.");
                }
                return new Answer(response.statusCode(), json(bytes));
            }
        } catch (HttpTimeoutException late) {
            throw new LoginException(host + " did not answer in time.", "timeout");
        } catch (IOException unreachable) {
            throw new LoginException(host + " cannot be reached.", "timeout");
        }
    }

    /** What is no JSON says nothing. */
    private static JsonNode json(byte[] bytes) {
        try {
            return JSON.readTree(bytes);
        } catch (JacksonException other) {
            return JSON.createObjectNode();
        }
    }

    private record Answer(int status, JsonNode json) {}
}
