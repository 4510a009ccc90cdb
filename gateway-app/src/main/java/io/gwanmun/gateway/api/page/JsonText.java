package io.gwanmun.gateway.api.page;

import java.util.Collection;
import java.util.Map;

/** Writes a tree of maps, lists, texts, numbers and booleans as indented JSON. */
public final class JsonText {

    private final StringBuilder text = new StringBuilder();

    private JsonText() {}

    /** Returns the text, with a line break at its end. */
    public static String of(Object tree) {
        JsonText json = new JsonText();
        json.write(tree, "\n");
        return json.text.append('\n').toString();
    }

    private void write(Object value, String line) {
        if (value instanceof Map<?, ?> map) {
            text.append('{');
            String before = line + "  ";
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                text.append(before);
                quote(entry.getKey().toString());
                text.append(": ");
                write(entry.getValue(), line + "  ");
                before = "," + line + "  ";
            }
            text.append(map.isEmpty() ? "}" : line + "}");
        } else if (value instanceof Collection<?> list) {
            text.append('[');
            String before = "";
            for (Object item : list) {
                text.append(before);
                write(item, line + "  ");
                before = ", ";
            }
            text.append(']');
        } else if (value instanceof String string) {
            quote(string);
        } else {
            text.append(value);
        }
    }

    private void quote(String string) {
        text.append('"');
        for (int i = 0; i < string.length(); i++) {
            char c = string.charAt(i);
            if (c == '"' || c == '\\') {
                text.append('\\').append(c);
            } else if (c < ' ') {
                text.append("\\u%04x".formatted((int) c));
            } else {
                text.append(c);
            }
        }
        text.append('"');
    }
}
