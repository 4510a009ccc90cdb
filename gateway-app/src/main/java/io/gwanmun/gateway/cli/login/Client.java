package io.gwanmun.gateway.cli.login;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Who asks for a token.
 *
 * @param id the client id
 * @param secret its secret, empty for a public client
 * @param scope the scopes asked for, with spaces between; empty for whatever the server gives
 */
public record Client(String id, String secret, String scope) {

    /** Returns the value of {@code Authorization} for RFC 6749 section 2.3.1, which form-encodes both parts first. */
    String basic() {
        String both =
                URLEncoder.encode(id, StandardCharsets.UTF_8) + ':' + URLEncoder.encode(secret, StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public String toString() {
        return id;
    }
}
