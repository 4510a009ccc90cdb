package io.gwanmun.gateway.identity;

import java.nio.charset.StandardCharsets;
import java.util.Collection;

/**
 * Makes header values of text that others chose. Visible ASCII and spaces between it stay; all else, and the percent sign, is
 * percent-encoded as UTF-8 (<a href="https://datatracker.ietf.org/doc/html/rfc3986#section-2.1">RFC 3986</a>): line ends and
 * other control characters, what is not ASCII, spaces at either end. In lists the character that separates is encoded inside of
 * values, too, so that no role can be written as two. Decoding each value gives exactly the text.
 */
final class HeaderText {

    private static final String HEX = "0123456789ABCDEF";

    private HeaderText() {}

    /** Returns the value of a header that holds one text. */
    static String single(String text) {
        StringBuilder out = new StringBuilder(text.length());
        append(out, text, '%');
        return out.toString();
    }

    /** Returns the value of a header that holds several texts; those that are empty are left out. */
    static String list(Collection<String> texts, char separator) {
        StringBuilder out = new StringBuilder();
        for (String text : texts) {
            if (!text.isEmpty()) {
                if (!out.isEmpty()) {
                    out.append(separator);
                }
                append(out, text, separator);
            }
        }
        return out.toString();
    }

    private static void append(StringBuilder out, String text, char separator) {
        int last = text.length() - 1;
        int i = 0;
        while (i <= last) {
            char c = text.charAt(i);
            boolean stays = c > ' ' && c < 0x7f && c != '%' || c == ' ' && i > 0 && i < last;
            if (stays && c != separator) {
                out.append(c);
                i++;
            } else {
                int point = text.codePointAt(i);
                encode(out, Character.toString(point));
                i += Character.charCount(point);
            }
        }
    }

    private static void encode(StringBuilder out, String character) {
        for (byte octet : character.getBytes(StandardCharsets.UTF_8)) {
            out.append('%').append(HEX.charAt(octet >> 4 & 0xF)).append(HEX.charAt(octet & 0xF));
        }
    }
}
