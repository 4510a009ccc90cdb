package io.gwanmun.gateway.cors;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import io.gwanmun.gateway.route.RoutePolicy;

/**
 * Which pages of other origins may call a route.
 *
 * @param origins the origins of these pages; empty for none
 * @param methods the methods they may use, case-sensitive; {@code GET} stands for {@code HEAD} too
 * @param headers the headers they may send beyond those every page may, in lower case
 * @param expose the headers of the answer they may read beyond those every page may
 * @param credentials whether the browser sends along cookies and what it knows of the user
 * @param maxAge how long a browser may keep the permission, in whole seconds; null leaves it to the browser
 */
record CorsPolicy(
        Set<AllowedOrigin> origins,
        Set<String> methods,
        Set<String> headers,
        Set<String> expose,
        boolean credentials,
        @Nullable Duration maxAge)
        implements RoutePolicy {

    /** No page of another origin. */
    static final CorsPolicy NONE = new CorsPolicy(Set.of(), Set.of(), Set.of(), Set.of(), false, null);

    CorsPolicy {
        if (credentials && origins.contains(AllowedOrigin.ANY)) {
            throw new IllegalArgumentException(
                    "origins: * with credentials (expected: the origins by name, as any page could act for the user)");
        }
        if (credentials && origins.contains(AllowedOrigin.NULL)) {
            throw new IllegalArgumentException(
                    "origins: null with credentials (expected: the origins by name, as any page can make itself null)");
        }
        if (origins.contains(AllowedOrigin.ANY) && origins.size() > 1) {
            throw new IllegalArgumentException(
                    "origins: * and others (expected: either * alone or the origins by name)");
        }
    }

    /** Tells whether pages of all origins are meant. */
    boolean isForAll() {
        return origins.contains(AllowedOrigin.ANY);
    }

    /** Returns whether a request comes from an allowed origin; {@code Origin} must be there once. */
    boolean allowsOrigin(List<String> lines) {
        if (lines.size() != 1) {
            return false;
        }
        String origin = lines.get(0);
        for (AllowedOrigin allowed : origins) {
            if (allowed.matches(origin)) {
                return true;
            }
        }
        return false;
    }

    /** Returns whether a method may be used. */
    boolean allowsMethod(String method) {
        return methods.contains(method) || (method.equals("HEAD") && methods.contains("GET"));
    }

    @Override
    public String toString() {
        if (origins.isEmpty()) {
            return "no pages of other origins";
        }
        String from = origins.stream().map(Object::toString).collect(Collectors.joining(", "));
        return "pages of " + from + " with " + String.join(", ", methods) + (credentials ? ", credentials" : "");
    }
}
