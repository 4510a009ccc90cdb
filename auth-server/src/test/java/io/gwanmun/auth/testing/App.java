package io.gwanmun.auth.testing;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import io.gwanmun.auth.client.Client;
import io.gwanmun.auth.client.Clients;

/** An application: a client of a running server, and what it sends. */
public final class App {

    /** Where people are sent back to. */
    public static final String REDIRECT = "https://app.example/callback";

    /** The PKCE verifier of every login, and its challenge. */
    public static final String VERIFIER = "verifier-of-the-test-0123456789-0123456789-0123456789";

    public static final String CHALLENGE = challenge(VERIFIER);

    private static final JsonMapper JSON = new JsonMapper();

    private final RunningAuthServer server;
    private final String id;
    private final @Nullable String secret;
    private final Browser wire;

    private App(RunningAuthServer server, Clients.Written written) {
        this.server = server;
        this.id = String.valueOf(written.kept().client().id());
        this.secret = written.secret();
        this.wire = new Browser(server);
    }

    /** Makes a client of JSON. */
    public static App of(RunningAuthServer server, String json) {
        return new App(server, server.bean(Clients.class).create(JSON.readValue(json, Client.class)));
    }

    /** A confidential client with codes and refresh tokens. */
    public static App web(RunningAuthServer server, String id, String more) {
        return of(server, """
                {"id": "%s", "name": "Web", "redirectUris": ["%s"], "grants": ["authorization_code", "refresh_token"],
                 "scopes": ["openid", "profile", "email", "orders:read", "orders:write"]%s}
                """.formatted(id, REDIRECT, more));
    }

    /** A public client with codes and refresh tokens. */
    public static App spa(RunningAuthServer server, String id) {
        return web(server, id, ", \"authentication\": [\"none\"]");
    }

    public String id() {
        return id;
    }

    public String secret() {
        return String.valueOf(secret);
    }

    /** Returns the parameters of a right request to the authorization endpoint. */
    public Map<String, String> request(String scope) {
        Map<String, String> request = new LinkedHashMap<>();
        request.put("response_type", "code");
        request.put("client_id", id);
        request.put("redirect_uri", REDIRECT);
        request.put("scope", scope);
        request.put("state", "state-of-the-test-9f1c");
        request.put("code_challenge", CHALLENGE);
        request.put("code_challenge_method", "S256");
        return request;
    }

    /** Sends somebody to the authorization endpoint. */
    public Reply authorize(Browser browser, Map<String, String> request) {
        return browser.get("/oauth2/authorize?" + Browser.encoded(request));
    }

    /** Returns a code for somebody who has logged in. */
    public String code(Browser browser, String scope) {
        Reply reply = authorize(browser, request(scope));
        String code = reply.sentBackWith().get("code");
        if (code == null) {
            throw new AssertionError(reply.status() + " " + reply.header("Location") + " " + reply.body());
        }
        return code;
    }

    /** Returns the form that turns a code into tokens. */
    public Map<String, String> exchange(String code) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "authorization_code");
        form.put("code", code);
        form.put("redirect_uri", REDIRECT);
        form.put("code_verifier", VERIFIER);
        return form;
    }

    public Map<String, String> refresh(String token) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "refresh_token");
        form.put("refresh_token", token);
        return form;
    }

    /** Sends a form to the token endpoint as this client. */
    public Reply token(Map<String, String> form) {
        return post("/oauth2/token", form);
    }

    /** Sends a form to an endpoint as this client. */
    public Reply post(String endpoint, Map<String, String> form) {
        if (secret == null) {
            Map<String, String> all = new LinkedHashMap<>(form);
            all.put("client_id", id);
            return wire.post(endpoint, all);
        }
        return wire.post(endpoint, form, Browser.basic(id, secret));
    }

    /** Logs somebody in and returns the answer of the token endpoint. */
    public Reply tokens(String person, String scope) {
        Browser browser = new Browser(server);
        browser.logIn(person, RunningAuthServer.PASSWORD);
        return token(exchange(code(browser, scope)));
    }

    public Reply introspect(String token) {
        return post("/oauth2/introspect", Map.of("token", token));
    }

    public boolean sees(String token) {
        return introspect(token).json().path("active").asBoolean();
    }

    private static String challenge(String verifier) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
