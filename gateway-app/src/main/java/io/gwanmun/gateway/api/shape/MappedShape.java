package io.gwanmun.gateway.api.shape;

import java.util.List;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import io.gwanmun.gateway.api.Mistakes;
import io.gwanmun.gateway.api.Outline;
import io.gwanmun.gateway.api.Shape;
import io.gwanmun.gateway.api.Source;
import io.gwanmun.gateway.api.Where;

/**
 * What another shape reads, turned into something else.
 *
 * @param shape reads
 * @param change makes the other value
 * @param <A> what is read
 * @param <T> what it is turned into
 */
public record MappedShape<A, T>(Shape<A> shape, Function<? super A, ? extends T> change) implements Shape<T> {

    @Override
    public String name() {
        return shape.name();
    }

    @Override
    public String sentence() {
        return shape.sentence();
    }

    @Override
    public List<String> examples() {
        return shape.examples();
    }

    @Override
    public Outline outline() {
        return shape.outline();
    }

    @Override
    public @Nullable T read(Source source, Where where, Mistakes mistakes) {
        A value = shape.read(source, where, mistakes);
        if (value == null) {
            return null;
        }
        try {
            return change.apply(value);
        } catch (IllegalArgumentException thrown) {
            mistakes.add(Objection.of(thrown, source, where, Wanted.of(shape)));
            return null;
        }
    }
}
