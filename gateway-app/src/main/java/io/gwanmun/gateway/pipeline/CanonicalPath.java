package io.gwanmun.gateway.pipeline;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * The one spelling of a path that rules match and services receive.
 *
 * <p>Percent-encoding of every character that a segment may have as it is
 * (<a href="https://datatracker.ietf.org/doc/html/rfc3986#section-3.3">RFC 3986</a>) is undone, as services do, and the rest is
 * written in upper case. What a service might read
 * differently from a rule is refused, not mended: dot segments, empty segments, path parameters ({@code ;}), backslashes,
 * encoded slashes, control characters, percent-encoding that is not UTF-8. So a path that a rule did not match cannot
 * become one that it should have.
 */
public final class CanonicalPath {

    private static final String HEX = "0123456789ABCDEF";

    private CanonicalPath() {}

    /**
     * Returns the canonical spelling of a raw path; the same object when it is canonical already.
     *
     * @param raw the path as sent, without the query, beginning with a slash
     * @throws RefusedException with {@link ClientFault#BAD_PATH} when it has none
     */
    public static String of(String raw) {
        if (raw.isEmpty() || raw.charAt(0) != '/') {
            throw refused("The path must begin with a slash.");
        }
        boolean encoded = false;
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c == '%') {
                encoded = true;
            } else if (!isPathCharacter(c)) {
                throw refused("The path has a character that must be percent-encoded or is not accepted.");
            }
        }
        String path = encoded ? decodeNeedless(raw) : raw;
        checkSegments(path);
        return path;
    }

    private static void checkSegments(String path) {
        int start = 1;
        for (int i = 1; i <= path.length(); i++) {
            if (i == path.length() || path.charAt(i) == '/') {
                int length = i - start;
                if (length == 0 && i < path.length()) {
                    throw refused("The path has an empty segment (//).");
                }
                if (isDots(path, start, length)) {
                    throw refused("The path has a dot segment (. or ..).");
                }
                start = i + 1;
            }
        }
    }

    private static boolean isDots(String path, int start, int length) {
        return switch (length) {
            case 1 -> path.charAt(start) == '.';
            case 2 -> path.charAt(start) == '.' && path.charAt(start + 1) == '.';
            default -> false;
        };
    }

    private static String decodeNeedless(String raw) {
        StringBuilder out = new StringBuilder(raw.length());
        ByteBuffer octets = ByteBuffer.allocate(raw.length() / 3);
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c != '%') {
                checkText(octets);
                out.append(c);
                continue;
            }
            int octet = octet(raw, i);
            i += 2;
            octets.put((byte) octet);
            if (octet < 0x80 && isSegmentCharacter((char) octet)) {
                out.append((char) octet);
            } else {
                checkOctet(octet);
                out.append('%').append(HEX.charAt(octet >> 4)).append(HEX.charAt(octet & 0xF));
            }
        }
        checkText(octets);
        return out.toString();
    }

    private static int octet(String raw, int percent) {
        int high = percent + 2 < raw.length() ? Character.digit(raw.charAt(percent + 1), 16) : -1;
        int low = high < 0 ? -1 : Character.digit(raw.charAt(percent + 2), 16);
        if (low < 0 || raw.charAt(percent + 1) > 'f' || raw.charAt(percent + 2) > 'f') {
            throw refused("The path has a percent sign that is not followed by two hexadecimal digits.");
        }
        return (high << 4) | low;
    }

    private static void checkOctet(int octet) {
        if (octet < 0x20 || octet == 0x7F) {
            throw refused("The path has an encoded control character.");
        }
        if (octet == '/' || octet == '\\') {
            throw refused("The path has an encoded slash or backslash.");
        }
        if (octet == '%' || octet == ';') {
            throw refused("The path has an encoded percent sign or semicolon.");
        }
    }

    /** A run of encoded octets must be text in UTF-8, without the overlong forms a lax decoder takes. */
    private static void checkText(ByteBuffer octets) {
        if (octets.position() == 0) {
            return;
        }
        octets.flip();
        try {
            StandardCharsets.UTF_8.newDecoder().decode(octets);
        } catch (CharacterCodingException e) {
            throw refused("The path has percent-encoding that is not UTF-8.");
        }
        octets.clear();
    }

    private static boolean isPathCharacter(char c) {
        return c == '/' || isSegmentCharacter(c);
    }

    /** Whether a segment may have a character as it is; without the semicolon, which begins path parameters. */
    private static boolean isSegmentCharacter(char c) {
        return isAlphanumeric(c) || "-._~!$&'()*+,=:@".indexOf(c) >= 0;
    }

    private static boolean isAlphanumeric(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }

    private static RefusedException refused(String sentence) {
        return new RefusedException(Refusal.of(ClientFault.BAD_PATH, sentence));
    }
}
