package io.gwanmun.gateway.token.jwt;

import java.nio.charset.StandardCharsets;
import java.util.Map;

import io.gwanmun.gateway.token.Reason;

/**
 * A JSON Web Token in compact form, taken apart and not yet believed: exactly three segments, none empty, each in the one
 * spelling that base64url has, the first two JSON objects.
 *
 * @param header the members of its header
 * @param claims what it claims
 * @param signed the bytes that were signed: all before the last dot
 * @param signature the last segment, as it was sent
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc7515#section-3.1">RFC 7515 section 3.1</a>
 */
@SuppressWarnings("ArrayRecordComponent") // read by the verifier only
public record CompactJwt(Map<String, Object> header, Map<String, Object> claims, byte[] signed, String signature) {

    private static final String BEGINNING = "ey";

    /** Says whether a token is meant to be one: it begins as an object does in base64url, and has a dot. */
    public static boolean isMeantBy(String token) {
        return token.startsWith(BEGINNING) && token.indexOf('.') > 0;
    }

    /** Takes a token apart; {@link BadTokenException} when it is none. */
    public static CompactJwt parse(String token) {
        int first = token.indexOf('.');
        int last = token.lastIndexOf('.');
        if (first <= 0 || last == first || last == token.length() - 1 || token.indexOf('.', first + 1) != last) {
            throw new BadTokenException(Reason.MALFORMED);
        }
        try {
            Map<String, Object> header = StrictJson.object(Base64Url.decode(token.substring(0, first)));
            Map<String, Object> claims = StrictJson.object(Base64Url.decode(token.substring(first + 1, last)));
            String signature = token.substring(last + 1);
            Base64Url.decode(signature);
            return new CompactJwt(
                    header, claims, token.substring(0, last).getBytes(StandardCharsets.US_ASCII), signature);
        } catch (IllegalArgumentException malformed) {
            throw new BadTokenException(Reason.MALFORMED);
        }
    }
}
