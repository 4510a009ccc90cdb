package io.gwanmun.auth.testing;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;

import io.lettuce.core.Range;

/** What the stream of revocations says, read as a gateway does. */
public final class CalledBack {

    private CalledBack() {}

    /** Returns the ids in the stream of a server. */
    public static List<String> by(RunningAuthServer server) {
        return server.state().xrange("revocations", Range.unbounded()).stream()
                .map(message -> String.valueOf(message.getBody().get("id")))
                .toList();
    }

    /** Returns the id of a token: of what stands before the last dot, or of all of it. */
    public static String id(String token) {
        int dot = token.lastIndexOf('.');
        String text = dot < 0 ? token : token.substring(0, dot);
        try {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(
                            MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
