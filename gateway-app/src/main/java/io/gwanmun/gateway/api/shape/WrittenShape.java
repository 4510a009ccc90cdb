package io.gwanmun.gateway.api.shape;

import java.util.List;

import org.jspecify.annotations.Nullable;

import io.gwanmun.gateway.api.Mistakes;
import io.gwanmun.gateway.api.Outline;
import io.gwanmun.gateway.api.Shape;
import io.gwanmun.gateway.api.Source;
import io.gwanmun.gateway.api.Where;
import io.gwanmun.gateway.api.Written;

/**
 * What another shape reads, together with its place.
 *
 * @param shape reads
 * @param <T> what is read
 */
public record WrittenShape<T>(Shape<T> shape) implements Shape<Written<T>> {

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
    public @Nullable Written<T> read(Source source, Where where, Mistakes mistakes) {
        T value = shape.read(source, where, mistakes);
        return value == null ? null : new Written<>(value, source, where);
    }

    @Override
    public String shown(Written<T> value) {
        return shape.shown(value.value());
    }
}
