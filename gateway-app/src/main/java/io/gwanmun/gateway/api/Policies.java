package io.gwanmun.gateway.api;

import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/** The policies written on one API or one route, each read once by its shape. Immutable. */
public final class Policies {

    private final Map<PolicyShape<?>, Written<?>> byShape;

    Policies(Map<PolicyShape<?>, Written<?>> byShape) {
        this.byShape = new IdentityHashMap<>(byShape);
    }

    /** Returns what is written for a policy, null when nothing is. */
    public <T> @Nullable T find(PolicyShape<T> policy) {
        Written<T> written = written(policy);
        return written == null ? null : written.value();
    }

    /** Returns what is written for a policy; {@link IllegalStateException} when nothing is. */
    public <T> T get(PolicyShape<T> policy) {
        T value = find(policy);
        if (value == null) {
            throw new IllegalStateException(policy.key() + ": missing (expected: a required policy)");
        }
        return value;
    }

    /** Returns what is written for a policy with its place, null when nothing is. */
    @SuppressWarnings("unchecked") // a policy's value was read by the policy's own shape
    public <T> @Nullable Written<T> written(PolicyShape<T> policy) {
        return (Written<T>) byShape.get(policy);
    }

    /** Returns the policies that are written, in no order. */
    public Set<PolicyShape<?>> shapes() {
        return Set.copyOf(byShape.keySet());
    }

    /** Returns all that is written, in no order. */
    public Collection<Written<?>> all() {
        return Set.copyOf(byShape.values());
    }
}
