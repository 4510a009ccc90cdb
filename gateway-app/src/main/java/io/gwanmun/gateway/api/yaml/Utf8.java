package io.gwanmun.gateway.api.yaml;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;

import io.gwanmun.gateway.api.Mistake;
import io.gwanmun.gateway.api.Mistakes;
import io.gwanmun.gateway.api.Place;

/** Turns the bytes of a file into text: UTF-8, with or without a byte order mark. */
public final class Utf8 {

    private static final char MARK = '\uFEFF';

    private Utf8() {}

    /** Returns the text, null when a mistake was added. */
    public static @Nullable String read(String file, byte[] bytes, Mistakes mistakes) {
        if (bytes.length >= 2
                && ((bytes[0] & 0xFF) == 0xFE && (bytes[1] & 0xFF) == 0xFF
                        || (bytes[0] & 0xFF) == 0xFF && (bytes[1] & 0xFF) == 0xFE)) {
            mistakes.add(new Mistake(Place.of(file), "", "text in UTF-16", "text in UTF-8", "Save the file as UTF-8."));
            return null;
        }
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer from = ByteBuffer.wrap(bytes);
        CharBuffer to = CharBuffer.allocate(bytes.length);
        CoderResult result = decoder.decode(from, to, true);
        String text = to.flip().toString();
        if (result.isError()) {
            int line = (int) text.chars().filter(c -> c == '\n').count() + 1;
            Place place = new Place(file, line, text.length() - text.lastIndexOf('\n'));
            String found = "the byte 0x%02X, which is not UTF-8".formatted(bytes[from.position()]);
            mistakes.add(new Mistake(place, "", found, "text in UTF-8", "Save the file as UTF-8."));
            return null;
        }
        return !text.isEmpty() && text.charAt(0) == MARK ? text.substring(1) : text;
    }
}
