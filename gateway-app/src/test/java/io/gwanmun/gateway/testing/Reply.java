package io.gwanmun.gateway.testing;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * A response as it stood on the wire.
 *
 * @param statusLine its first line
 * @param headers its header lines, as {@code Name: value}, in order
 * @param body its body, without the marks of chunks
 * @param complete whether the end of the body was marked by what the head announced, and not by a broken connection
 */
public record Reply(String statusLine, List<String> headers, byte[] body, boolean complete) {

    private static final JsonMapper JSON = new JsonMapper();

    /** Returns the status. */
    public int status() {
        return Integer.parseInt(statusLine.split(" ", -1)[1]);
    }

    /** Returns the value of a header, the first of several, empty when there is none. */
    public String header(String name) {
        List<String> values = all(name);
        return values.isEmpty() ? "" : values.get(0);
    }

    /** Returns all values of a header, in order. */
    public List<String> all(String name) {
        return values(headers, name);
    }

    /** Returns the values of a header among header lines, in order. */
    public static List<String> values(List<String> headers, String name) {
        return headers.stream()
                .filter(line -> line.regionMatches(true, 0, name + ':', 0, name.length() + 1))
                .map(line -> line.substring(name.length() + 1).strip())
                .toList();
    }

    /** Returns the body as text. */
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** Returns the body as a JSON object. */
    public Map<String, Object> json() {
        return JSON.readValue(body, new TypeReference<>() {});
    }

    @Override
    public String toString() {
        return statusLine + '\n' + String.join("\n", headers) + "\n\n" + text();
    }
}
