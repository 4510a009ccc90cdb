package io.gwanmun.gateway.integration.websocket;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;

/**
 * The two handshakes, that of the client and the gateway's own with the service. They share the sub-protocol and nothing else:
 * each has its key, and extensions are never offered, so a frame means the same on both connections. Pure.
 */
final class Handshake {

    private static final String MAGIC = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final int KEY_BYTES = 16;

    private final String clientKey;
    private final List<String> offered;
    private final String ownKey;

    private Handshake(String clientKey, List<String> offered, String ownKey) {
        this.clientKey = clientKey;
        this.offered = offered;
        this.ownKey = ownKey;
    }

    /** Reads the handshake of a client, which is complete. */
    static Handshake of(HttpHeaders request) {
        byte[] key = new byte[KEY_BYTES];
        ThreadLocalRandom.current().nextBytes(key);
        return new Handshake(
                request.get(HttpHeaderNames.SEC_WEBSOCKET_KEY, ""),
                tokens(request.getAll(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL)),
                Base64.getEncoder().encodeToString(key));
    }

    /** Makes the client's handshake the gateway's own, on the headers of the call behind. */
    void ask(HttpHeaders request) {
        request.remove(HttpHeaderNames.SEC_WEBSOCKET_EXTENSIONS);
        request.set(HttpHeaderNames.SEC_WEBSOCKET_KEY, ownKey);
        request.set(HttpHeaderNames.SEC_WEBSOCKET_VERSION, "13");
    }

    /**
     * Makes the service's agreement the gateway's own, on the headers of the answer.
     *
     * @return false when the service does not answer this handshake, or says what it was not asked
     */
    boolean accept(HttpHeaders answer) {
        List<String> accepts = answer.getAll(HttpHeaderNames.SEC_WEBSOCKET_ACCEPT);
        List<String> chosen = answer.getAll(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL);
        boolean agreed = accepts.size() == 1
                && accepts.get(0).strip().equals(acceptOf(ownKey))
                && !answer.contains(HttpHeaderNames.SEC_WEBSOCKET_EXTENSIONS)
                && (chosen.isEmpty() || chosen.size() == 1 && offered.contains(chosen.get(0)));
        answer.set(HttpHeaderNames.SEC_WEBSOCKET_ACCEPT, acceptOf(clientKey));
        answer.remove(HttpHeaderNames.CONTENT_LENGTH);
        return agreed;
    }

    /** Returns what proves that a key was read (RFC 6455 section 4.2.2). */
    static String acceptOf(String key) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-1")
                    .digest((key.strip() + MAGIC).getBytes(StandardCharsets.ISO_8859_1));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java runtime has SHA-1", e);
        }
    }

    private static List<String> tokens(List<String> lines) {
        List<String> tokens = new ArrayList<>();
        for (String line : lines) {
            for (String token : line.split(",", -1)) {
                if (!token.isBlank()) {
                    tokens.add(token.strip());
                }
            }
        }
        return tokens;
    }
}
