package io.gwanmun.samples.echo;

import java.util.List;
import java.util.Map;

/** Writes text, numbers, lists and maps as JSON: all that an echo needs, without a library to load. */
final class JsonText {

    private final StringBuilder out = new StringBuilder();

    private JsonText() {}

    /** The value as JSON; a map keeps its order, and what is no number, list or map is written as text. */
    static String of(Object value) {
        JsonText json = new JsonText();
        json.write(value);
        return json.out.toString();
    }

    private void write(Object value) {
        if (value instanceof Map<?, ?> map) {
            writeMap(map);
        } else if (value instanceof List<?> list) {
            writeList(list);
        } else if (value instanceof Number) {
            out.append(value);
        } else {
            writeText(value.toString());
        }
    }

    private void writeMap(Map<?, ?> map) {
        String between = "{";
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            out.append(between);
            writeText(String.valueOf(entry.getKey()));
            out.append(':');
            write(entry.getValue());
            between = ",";
        }
        out.append(map.isEmpty() ? "{}" : "}");
    }

    private void writeList(List<?> list) {
        String between = "[";
        for (Object item : list) {
            out.append(between);
            write(item);
            between = ",";
        }
        out.append(list.isEmpty() ? "[]" : "]");
    }

    private void writeText(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < ' ' || Character.isSurrogate(c)) {
                // Surrogates as escapes, so that a lone one survives the way to bytes.
                out.append(String.format("\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }
}
