package io.gwanmun.gateway.token.jwt;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Where a claim stands: a claim of that very name, else the way to it through claims that are objects, with dots between, such
 * as {@code realm_access.roles}.
 */
public final class ClaimPath {

    private final String name;
    private final List<String> steps;

    private ClaimPath(String name) {
        this.name = name;
        this.steps = List.of(name.split("\\.", -1));
    }

    /** Returns the path that a text names. */
    public static ClaimPath of(String name) {
        return new ClaimPath(name);
    }

    /** Returns the value, null when there is none. */
    public @Nullable Object find(Map<String, Object> claims) {
        Object found = claims.get(name);
        if (found != null || steps.size() == 1) {
            return found;
        }
        Object at = claims;
        for (String step : steps) {
            at = at instanceof Map<?, ?> members ? members.get(step) : null;
        }
        return at;
    }

    /** Returns the texts of a value: itself, or those in a list; {@code null} of a list that holds anything else. */
    static @Nullable Set<String> texts(@Nullable Object value) {
        if (value == null) {
            return Set.of();
        }
        if (value instanceof String one) {
            return Set.of(one);
        }
        if (!(value instanceof List<?> list)) {
            return null;
        }
        Set<String> texts = new LinkedHashSet<>();
        for (Object item : list) {
            if (!(item instanceof String text)) {
                return null;
            }
            texts.add(text);
        }
        return texts;
    }
}
