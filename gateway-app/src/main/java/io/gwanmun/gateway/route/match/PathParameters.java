package io.gwanmun.gateway.route.match;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * The values of path parameters, in the encoded form they have in the path. Values are cut out of the path when they are asked
 * for; ask once and keep the answer where it matters.
 */
public final class PathParameters {

    /** No parameters. */
    public static final PathParameters NONE = new PathParameters(List.of(), null, "", null);

    private final List<String> names;
    /** Says where the values stand in the source; null when {@link #given} does. */
    private final @Nullable PathTemplate template;

    private final String source;
    private final int @Nullable [] given;

    private PathParameters(List<String> names, @Nullable PathTemplate template, String source, int @Nullable [] given) {
        this.names = names;
        this.template = template;
        this.source = source;
        this.given = given;
    }

    /** Returns the parameters of a path that a template matches. */
    static PathParameters of(PathTemplate template, String path) {
        return template.names().isEmpty() ? NONE : new PathParameters(template.names(), template, path, null);
    }

    /** Returns parameters from names and encoded values; an empty value stands for a {@code {name...}} without segment. */
    public static PathParameters of(Map<String, String> values) {
        List<String> names = new ArrayList<>(values.size());
        StringBuilder source = new StringBuilder();
        int[] given = new int[values.size() * 2];
        for (Map.Entry<String, String> value : values.entrySet()) {
            given[names.size() * 2] = value.getValue().isEmpty() ? -1 : source.length();
            given[names.size() * 2 + 1] = source.append(value.getValue()).length();
            names.add(value.getKey());
        }
        return new PathParameters(List.copyOf(names), null, source.toString(), given);
    }

    /** Returns the names, from the left of the template. */
    public List<String> names() {
        return names;
    }

    /**
     * Returns a value in its encoded form, or null when there is no such parameter. The value of {@code {name...}} has no slash in
     * front; it is empty both where there was no segment and where there was only a final slash.
     */
    public @Nullable String get(String name) {
        int index = indexOf(name);
        return index < 0 ? null : value(index);
    }

    /** Returns all values by name, in the order of {@link #names}. */
    public Map<String, String> toMap() {
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            values.put(names.get(i), value(i));
        }
        return values;
    }

    int indexOf(String name) {
        for (int i = 0; i < names.size(); i++) {
            if (names.get(i).equals(name)) {
                return i;
            }
        }
        return -1;
    }

    /** Tells whether a {@code {name...}} had no segment, not even an empty one. */
    boolean isNothing(int index) {
        return start(index) < 0;
    }

    void appendTo(StringBuilder path, int index) {
        int start = start(index);
        path.append(source, start, end(index, start));
    }

    private String value(int index) {
        int start = start(index);
        return start < 0 ? "" : source.substring(start, end(index, start));
    }

    private int start(int index) {
        return template != null ? template.startOf(index, source) : given == null ? -1 : given[index * 2];
    }

    private int end(int index, int start) {
        return template != null ? template.endOf(index, source, start) : given == null ? -1 : given[index * 2 + 1];
    }

    /** Returns names and values for people; not for logs, as values come from clients. */
    @Override
    public String toString() {
        return toMap().toString();
    }
}
