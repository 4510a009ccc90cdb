package io.gwanmun.gateway.token.jwt;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.gwanmun.gateway.token.IssuerSource;
import io.gwanmun.gateway.token.Reason;

/**
 * What the header of an issuer's tokens may say. Where a key could be found ({@code jku}, {@code x5u}) and keys it brings along
 * ({@code jwk}, {@code x5c}) are never looked at: keys come from the issuer only.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc7515#section-4.1">RFC 7515 section 4.1</a>
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc8725#section-3">RFC 8725 section 3</a>
 */
final class HeaderRules {

    private static final String ABSENT = "absent";
    private static final String MEDIA_PREFIX = "application/";
    private static final int KID_MAX = 256;
    /** What would change the meaning of the rest, and is not understood here; {@code enc} makes it a JWE. */
    private static final List<String> NEVER = List.of("crit", "b64", "zip", "cty", "enc", "p2c", "epk");

    private final Set<String> algorithms;
    private final Set<String> types;

    HeaderRules(IssuerSource.Rules rules) {
        algorithms = rules.algorithms();
        types = rules.types();
    }

    /** Returns the algorithm; {@link BadTokenException} when something in the header is not taken. */
    String algorithm(Map<String, Object> header) {
        for (String name : NEVER) {
            if (header.containsKey(name)) {
                throw new BadTokenException(Reason.HEADER);
            }
        }
        if (!(header.get("alg") instanceof String algorithm) || !algorithms.contains(algorithm)) {
            throw new BadTokenException(Reason.ALGORITHM);
        }
        if (!types.contains(type(header))) {
            throw new BadTokenException(Reason.TYPE);
        }
        return algorithm;
    }

    /** Returns the id of the key, null when the header has none. */
    static @Nullable String kid(Map<String, Object> header) {
        if (!header.containsKey("kid")) {
            return null;
        }
        if (!(header.get("kid") instanceof String kid) || kid.length() > KID_MAX) {
            throw new BadTokenException(Reason.HEADER);
        }
        return kid;
    }

    /** Media types are compared without regard to case, and {@code application/} may be left out (section 4.1.9). */
    private static String type(Map<String, Object> header) {
        if (!header.containsKey("typ")) {
            return ABSENT;
        }
        if (!(header.get("typ") instanceof String typ) || typ.equals(ABSENT)) {
            throw new BadTokenException(Reason.TYPE);
        }
        String small = typ.toLowerCase(Locale.ROOT);
        return small.startsWith(MEDIA_PREFIX) ? small.substring(MEDIA_PREFIX.length()) : small;
    }
}
