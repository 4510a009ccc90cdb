package io.gwanmun.auth.token;

import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Claims between their form in JSON, where times are seconds, and the form in which the protocol holds them. */
final class Claims {

    private static final Set<String> TIMES = Set.of("exp", "iat", "nbf");

    private Claims() {}

    /** Returns claims as they stand in JSON. */
    static Map<String, Object> written(Map<String, Object> claims) {
        Map<String, Object> written = new LinkedHashMap<>();
        claims.forEach((name, value) -> written.put(name, written(value)));
        return written;
    }

    private static Object written(Object value) {
        if (value instanceof Instant instant) {
            return instant.getEpochSecond();
        }
        if (value instanceof Date date) {
            return date.toInstant().getEpochSecond();
        }
        if (value instanceof Number
                || value instanceof Boolean
                || value instanceof Collection
                || value instanceof Map) {
            return value;
        }
        return value.toString();
    }

    /** Returns claims as the protocol holds them. */
    static Map<String, Object> live(Map<String, Object> written) {
        Map<String, Object> claims = new HashMap<>(written);
        TIMES.forEach(name ->
                claims.computeIfPresent(name, (key, value) -> Instant.ofEpochSecond(((Number) value).longValue())));
        claims.computeIfPresent(
                "auth_time", (key, value) -> Date.from(Instant.ofEpochSecond(((Number) value).longValue())));
        return claims;
    }
}
