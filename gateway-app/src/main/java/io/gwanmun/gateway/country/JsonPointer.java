package io.gwanmun.gateway.country;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufInputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/**
 * Where a text stands in a JSON document (<a href="https://datatracker.ietf.org/doc/html/rfc6901">RFC 6901</a>).
 *
 * <p>The document is read once from its beginning to its end and never put together, so memory is bounded whatever it holds. A
 * document that is broken anywhere, nested deeper than 100 levels, or names a member of the way twice has no text here: the
 * service might read another one than the gateway.
 */
public final class JsonPointer {

    private static final int LONGEST = 256;
    private static final int DEEPEST = 16;
    private static final int NESTING = 100;
    private static final Pattern SYNTAX = Pattern.compile("(/([^~/]|~[01])*)+");
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(NESTING).build())
            .build();

    private final String text;
    private final List<String> names;

    private JsonPointer(String text) {
        this.text = text;
        List<String> read = new ArrayList<>();
        for (String token : text.substring(1).split("/", -1)) {
            read.add(token.replace("~1", "/").replace("~0", "~"));
        }
        this.names = List.copyOf(read);
    }

    /**
     * Reads a pointer.
     *
     * @throws IllegalArgumentException when it is none, longer than 256 characters or deeper than 16 levels
     */
    public static JsonPointer parse(String text) {
        boolean fits = text.length() <= LONGEST
                && text.chars().filter(c -> c == '/').count() <= DEEPEST
                && SYNTAX.matcher(text).matches();
        if (!fits) {
            throw new IllegalArgumentException(
                    "pointer: " + text + " (expected: a JSON pointer such as /customer/country, up to 16 levels)");
        }
        return new JsonPointer(text);
    }

    /** Returns the text that stands there, null when there is none or anything else. The bytes are only looked at. */
    public @Nullable String find(ByteBuf document) {
        try (JsonParser parser = JSON.createParser(
                ObjectReadContext.empty(), (InputStream) new ByteBufInputStream(document.duplicate()))) {
            parser.nextToken();
            Search search = new Search(parser);
            search.value(0);
            return parser.nextToken() == null ? search.found() : null;
        } catch (JacksonException broken) {
            return null;
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof JsonPointer pointer && pointer.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }

    /** Goes through one document. */
    private final class Search {

        private final JsonParser parser;
        private @Nullable String found;
        private boolean ambiguous;

        private Search(JsonParser parser) {
            this.parser = parser;
        }

        private @Nullable String found() {
            return ambiguous ? null : found;
        }

        /** Goes through the value the parser is at, which stands at so many names of the way. */
        private void value(int level) {
            JsonToken token = parser.currentToken();
            if (level == names.size()) {
                found = token == JsonToken.VALUE_STRING ? parser.getString() : null;
                parser.skipChildren();
            } else if (token == JsonToken.START_OBJECT) {
                members(level);
            } else if (token == JsonToken.START_ARRAY) {
                elements(level);
            }
        }

        private void members(int level) {
            boolean met = false;
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                boolean isOnTheWay = names.get(level).equals(parser.currentName());
                parser.nextToken();
                if (isOnTheWay) {
                    ambiguous |= met;
                    met = true;
                    value(level + 1);
                } else {
                    parser.skipChildren();
                }
            }
        }

        private void elements(int level) {
            int index = 0;
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                if (names.get(level).equals(Integer.toString(index))) {
                    value(level + 1);
                } else {
                    parser.skipChildren();
                }
                index++;
            }
        }
    }
}
