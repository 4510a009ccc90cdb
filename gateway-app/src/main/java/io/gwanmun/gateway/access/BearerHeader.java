package io.gwanmun.gateway.access;

import java.util.List;

import io.netty.handler.codec.http.HttpHeaderNames;
import org.jspecify.annotations.Nullable;

import io.gwanmun.gateway.pipeline.Downstream;

/**
 * What a call brings as its bearer token.
 *
 * @param kind what was found
 * @param token the token; empty unless there is one
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc6750#section-2">RFC 6750 section 2</a>
 */
record BearerHeader(Kind kind, String token) {

    private static final String SCHEME = "Bearer";
    private static final String IN_QUERY = "access_token=";
    private static final BearerHeader NONE = new BearerHeader(Kind.NONE, "");
    private static final BearerHeader SEVERAL = new BearerHeader(Kind.SEVERAL, "");

    /** Returns what a call brings. A token in the query is never taken; beside one in the header it is one too many. */
    static BearerHeader of(Downstream call) {
        List<String> fields = call.requestHeaders().getAll(HttpHeaderNames.AUTHORIZATION);
        if (fields.isEmpty()) {
            return NONE;
        }
        return fields.size() > 1 || hasToken(call.query()) ? SEVERAL : of(fields.get(0));
    }

    static BearerHeader of(String field) {
        if (!isBearer(field, 0)) {
            return hasSecondBearer(field) ? SEVERAL : NONE;
        }
        if (field.indexOf(',') >= 0) {
            return SEVERAL;
        }
        int from = SCHEME.length();
        while (from < field.length() && field.charAt(from) == ' ') {
            from++;
        }
        return new BearerHeader(Kind.TOKEN, field.substring(from));
    }

    private static boolean isBearer(String field, int at) {
        int end = at + SCHEME.length();
        return field.regionMatches(true, at, SCHEME, 0, SCHEME.length())
                && (field.length() == end || field.charAt(end) == ' ');
    }

    /** Says whether a bearer token stands behind a comma; credentials of other schemes may hold commas of their own. */
    private static boolean hasSecondBearer(String field) {
        for (int comma = field.indexOf(','); comma >= 0; comma = field.indexOf(',', comma + 1)) {
            int at = comma + 1;
            while (at < field.length() && field.charAt(at) == ' ') {
                at++;
            }
            if (isBearer(field, at)) {
                return true;
            }
        }
        return false;
    }

    private static boolean hasToken(@Nullable String query) {
        return query != null && (query.startsWith(IN_QUERY) || query.contains('&' + IN_QUERY));
    }

    /** What was found. */
    enum Kind {
        /** No bearer token, be it that there are no credentials or some of another scheme. */
        NONE,
        /** More credentials than one. */
        SEVERAL,
        /** A token. */
        TOKEN
    }
}
