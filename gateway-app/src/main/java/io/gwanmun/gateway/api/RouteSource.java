package io.gwanmun.gateway.api;

import org.jspecify.annotations.Nullable;

/**
 * A route as written.
 *
 * @param name its name, unique in its API
 * @param description what it is for, empty when nobody said
 * @param policies what is written on it, {@code match} included
 * @param source the whole route
 * @param where the way to it
 */
public record RouteSource(String name, String description, Policies policies, Source source, Where where) {

    /** Returns what is written for a policy, null when nothing is. */
    public <T> @Nullable T find(PolicyShape<T> policy) {
        return policies.find(policy);
    }

    /** Returns what is written for a policy; {@link IllegalStateException} when nothing is. */
    public <T> T get(PolicyShape<T> policy) {
        return policies.get(policy);
    }

    /** Returns where the route stands. */
    public Place place() {
        return source.place();
    }
}
