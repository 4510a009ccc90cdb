package io.gwanmun.gateway.pipeline;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Where something stands among the claims of a {@link Caller}: the name of a claim, or names joined by dots that lead into
 * claims which are objects, such as {@code realm_access.roles}. A claim whose own name has dots is found by it first.
 */
public final class ClaimPath {

    private static final int LONGEST = 256;

    private final String text;
    private final List<String> names;

    private ClaimPath(String text) {
        this.text = text;
        this.names = List.of(text.split("\\.", -1));
    }

    /**
     * Reads a path.
     *
     * @throws IllegalArgumentException when it is empty, longer than 256 characters, or has spaces or control characters
     */
    public static ClaimPath parse(String text) {
        if (text.isEmpty() || text.length() > LONGEST || text.chars().anyMatch(c -> c <= ' ' || c == 0x7f)) {
            throw new IllegalArgumentException(
                    "claim: " + text + " (expected: the name of a claim, or names joined by dots)");
        }
        return new ClaimPath(text);
    }

    /** Returns what stands there: text, a number, a boolean, a list or a map; null for nothing. */
    public @Nullable Object find(Map<String, Object> claims) {
        Object whole = claims.get(text);
        if (whole != null || names.size() == 1) {
            return whole;
        }
        Object found = claims;
        for (int i = 0; i < names.size(); i++) {
            if (!(found instanceof Map<?, ?> map)) {
                return null;
            }
            found = map.get(names.get(i));
        }
        return found;
    }

    /**
     * Tells whether one of some values stands there, or is in the list that stands there.
     *
     * @param values the values as text; numbers and booleans as JSON writes them
     */
    public boolean isOneOf(Map<String, Object> claims, Set<String> values) {
        Object found = find(claims);
        if (found instanceof Collection<?> several) {
            for (Object one : several) {
                if (isSingle(one) && values.contains(String.valueOf(one))) {
                    return true;
                }
            }
            return false;
        }
        return isSingle(found) && values.contains(String.valueOf(found));
    }

    private static boolean isSingle(@Nullable Object value) {
        return value instanceof String || value instanceof Number || value instanceof Boolean;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ClaimPath path && path.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
