package io.gwanmun.gateway.api;

import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.gwanmun.gateway.pipeline.Phase;

/**
 * A key that a feature adds to APIs, to routes or to both. Kept as a constant by the room that understands it and handed to
 * the {@link Grammar}; equality is identity, so that {@link Policies#find} is typed.
 *
 * @param <T> what it is read into
 */
public final class PolicyShape<T> {

    private final String key;
    private final Phase phase;
    private final Set<Level> levels;
    private final boolean required;
    private final String sentence;
    private final Shape<T> shape;

    private PolicyShape(String key, Phase phase, Set<Level> levels, boolean required, String sentence, Shape<T> shape) {
        this.key = key;
        this.phase = phase;
        this.levels = levels;
        this.required = required;
        this.sentence = sentence;
        this.shape = shape;
    }

    /**
     * Returns a policy that stands on APIs only.
     *
     * @param key the key, such as {@code access}
     * @param phase when it acts
     * @param shape what it holds
     * @param sentence what it means, as one sentence
     */
    public static <T> PolicyShape<T> onApi(String key, Phase phase, Shape<T> shape, String sentence) {
        return new PolicyShape<>(key, phase, Set.of(Level.API), false, sentence, shape);
    }

    /** Returns a policy that stands on routes only; parameters as in {@link #onApi}. */
    public static <T> PolicyShape<T> onRoute(String key, Phase phase, Shape<T> shape, String sentence) {
        return new PolicyShape<>(key, phase, Set.of(Level.ROUTE), false, sentence, shape);
    }

    /** Returns a policy that stands on APIs and on routes; parameters as in {@link #onApi}. */
    public static <T> PolicyShape<T> onBoth(String key, Phase phase, Shape<T> shape, String sentence) {
        return new PolicyShape<>(key, phase, Set.of(Level.API, Level.ROUTE), false, sentence, shape);
    }

    /** Returns the same policy, to be handed in instead of this one, that must be there wherever it may stand. */
    public PolicyShape<T> required() {
        return new PolicyShape<>(key, phase, levels, true, sentence, shape);
    }

    /** Returns the key. */
    public String key() {
        return key;
    }

    /** Returns when it acts. */
    public Phase phase() {
        return phase;
    }

    /** Returns whether it may stand on a level. */
    public boolean standsOn(Level level) {
        return levels.contains(level);
    }

    /** Returns whether it must be there. */
    public boolean isRequired() {
        return required;
    }

    /** Returns what it means, as one sentence. */
    public String sentence() {
        return sentence;
    }

    /** Returns what it holds. */
    public Shape<T> shape() {
        return shape;
    }

    /** Returns what a route says or, where it says nothing, what its API says; null when neither says anything. */
    public @Nullable T nearest(ApiSource api, RouteSource route) {
        T own = route.find(this);
        return own == null ? api.policies().find(this) : own;
    }

    @Override
    public String toString() {
        return key;
    }

    /** Where a policy may stand. */
    public enum Level {
        /** Below an API, for all its routes. */
        API,
        /** Below one route. */
        ROUTE
    }
}
