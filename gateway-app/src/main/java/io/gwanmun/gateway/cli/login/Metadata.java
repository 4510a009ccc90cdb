package io.gwanmun.gateway.cli.login;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Locale;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What an authorization server says of itself (<a href="https://datatracker.ietf.org/doc/html/rfc8414#section-2">RFC 8414</a>).
 *
 * @param issuer its name
 * @param document all it says
 */
record Metadata(String issuer, JsonNode document) {

    /** Returns an endpoint; fails when there is none, or one that a secret must not be sent to. */
    URI endpoint(String name, String purpose) {
        String text = document.path(name).asString("");
        if (text.isEmpty()) {
            throw new LoginException(
                    "The issuer " + issuer + " has no " + name + ", so " + purpose + " is not possible there.");
        }
        return safe(text, name);
    }

    /** Returns whether the server says its name in the answer of its login page (RFC 9207). */
    boolean namesItself() {
        return document.path("authorization_response_iss_parameter_supported").asBoolean(false);
    }

    /** Returns a URL that is https, or of this machine. */
    static URI safe(String text, String name) {
        URI url = parsed(text);
        boolean isSafe = url != null
                && url.getHost() != null
                && url.getRawUserInfo() == null
                && url.getRawFragment() == null
                && ("https".equalsIgnoreCase(url.getScheme())
                        || "http".equalsIgnoreCase(url.getScheme()) && isLoopback(url.getHost()));
        if (url == null || !isSafe) {
            throw new LoginException(name + ": \"" + LoginException.shown(text)
                    + "\" cannot be used (expected: an https URL, or http to this machine).");
        }
        return url;
    }

    private static @Nullable URI parsed(String text) {
        try {
            return URI.create(text);
        } catch (IllegalArgumentException malformed) {
            return null;
        }
    }

    /** Only what is an address in itself, or localhost: another name could lead elsewhere tomorrow. */
    private static boolean isLoopback(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        if (name.equals("localhost")) {
            return true;
        }
        if (!name.matches("[0-9.]+|\\[[0-9a-f:.]+]")) {
            return false;
        }
        try {
            return InetAddress.getByName(name).isLoopbackAddress();
        } catch (UnknownHostException noAddress) {
            return false;
        }
    }
}
