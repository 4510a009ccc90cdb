package io.gwanmun.gateway.token.jwt;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonParser.NumberType;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads a JSON object that somebody else wrote: valid UTF-8 without a byte order mark, no member twice, nothing behind the
 * end, no deeper than {@value #DEPTH}, numbers no longer than {@value #DIGITS} characters, all text well-formed Unicode.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc7493#section-2">RFC 7493 section 2, I-JSON</a>
 */
public final class StrictJson {

    private static final int DEPTH = 32;
    private static final int DIGITS = 32;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEPTH)
                    .maxNumberLength(DIGITS)
                    .build())
            .build();

    private StrictJson() {}

    /**
     * Returns the members of an object: text, {@code Long}, {@code BigInteger}, {@code Double}, {@code Boolean}, lists, maps
     * and null, none of which can be changed.
     *
     * @throws IllegalArgumentException when the bytes are anything else; its message holds nothing of them
     */
    public static Map<String, Object> object(byte[] utf8) {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text(utf8))) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw refused();
            }
            Map<String, Object> members = members(parser);
            if (parser.nextToken() != null) {
                throw refused();
            }
            return members;
        } catch (JacksonException | CharacterCodingException e) {
            throw refused();
        }
    }

    private static String text(byte[] utf8) throws CharacterCodingException {
        String text = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT)
                .decode(ByteBuffer.wrap(utf8))
                .toString();
        if (text.startsWith("\uFEFF")) {
            throw refused();
        }
        return text;
    }

    private static Map<String, Object> members(JsonParser parser) {
        Map<String, Object> members = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = wellFormed(parser.currentName());
            parser.nextToken();
            members.put(name, value(parser));
        }
        return Collections.unmodifiableMap(members);
    }

    private static List<Object> items(JsonParser parser) {
        List<Object> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(value(parser));
        }
        return Collections.unmodifiableList(items);
    }

    @SuppressWarnings("NullAway") // a JSON null stays one in maps and lists, whose readers ask with instanceof
    private static Object value(JsonParser parser) {
        return switch (parser.currentToken()) {
            case START_OBJECT -> members(parser);
            case START_ARRAY -> items(parser);
            case VALUE_STRING -> wellFormed(parser.getString());
            case VALUE_TRUE -> Boolean.TRUE;
            case VALUE_FALSE -> Boolean.FALSE;
            case VALUE_NULL -> null;
            case VALUE_NUMBER_INT ->
                parser.getNumberType() == NumberType.BIG_INTEGER
                        ? parser.getBigIntegerValue()
                        : Long.valueOf(parser.getLongValue());
            case VALUE_NUMBER_FLOAT -> finite(parser.getDoubleValue());
            default -> throw refused();
        };
    }

    private static Double finite(double number) {
        if (Double.isInfinite(number) || Double.isNaN(number)) {
            throw refused();
        }
        return number;
    }

    /** Refuses half a surrogate pair, which an escape may spell though UTF-8 may not. */
    private static String wellFormed(@Nullable String text) {
        if (text == null) {
            throw refused();
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                boolean pair = Character.isHighSurrogate(c)
                        && i + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(i + 1));
                if (!pair) {
                    throw refused();
                }
                i++;
            }
        }
        return text;
    }

    private static IllegalArgumentException refused() {
        return new IllegalArgumentException("JSON: not acceptable (expected: one object, strictly written)");
    }
}
