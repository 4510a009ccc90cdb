package io.gwanmun.gateway.api;

import java.util.List;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import io.gwanmun.gateway.api.shape.MappedShape;

/**
 * What may be written somewhere: one declaration that reads a value, describes it as JSON Schema and explains it on the
 * reference page. Made by {@link Shapes}; a shape has no state and is kept as a constant.
 *
 * @param <T> what it is read into
 */
public interface Shape<T> {

    /** Returns what one of these is called, such as {@code duration}. */
    String name();

    /** Returns what one of these is, as one sentence. */
    String sentence();

    /** Returns examples as they would be written, on one line each; at least one. */
    List<String> examples();

    /** Returns how values of this shape are built, for schema and reference. */
    Outline outline();

    /**
     * Reads a value.
     *
     * @param source what is written
     * @param where the way to it, for the mistakes
     * @param mistakes takes what is wrong
     * @return the value, or null when at least one mistake was added
     */
    @Nullable
    T read(Source source, Where where, Mistakes mistakes);

    /** Returns a value as it would be written, for defaults on the reference page. */
    default String shown(T value) {
        return String.valueOf(value);
    }

    /**
     * Returns a shape that turns what this one reads into something else.
     *
     * @param change makes the other value; an {@link IllegalArgumentException} becomes a mistake of the value read, best
     *     with a message of the form {@code name: value (expected: …)}
     */
    default <R> Shape<R> map(Function<? super T, ? extends R> change) {
        return new MappedShape<>(this, change);
    }
}
