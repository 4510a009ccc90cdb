package io.gwanmun.gateway.api.shape;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.gwanmun.gateway.api.Mistakes;
import io.gwanmun.gateway.api.Outline;
import io.gwanmun.gateway.api.Shape;
import io.gwanmun.gateway.api.Source;
import io.gwanmun.gateway.api.Where;

/**
 * Like values by names of one's own choice, in the order of the file.
 *
 * @param key what a name looks like
 * @param value each of them
 * @param partial whether a value with mistakes is left out instead of spoiling the whole
 * @param <T> what one is read into
 */
public record MapShape<T>(Shape<String> key, Shape<T> value, boolean partial) implements Shape<Map<String, T>> {

    @Override
    public String name() {
        return "mapping of " + value.name() + " by name";
    }

    @Override
    public String sentence() {
        return "A mapping. Each key: " + key.sentence() + " Each value: " + value.sentence();
    }

    @Override
    public List<String> examples() {
        return List.of("{" + key.examples().get(0) + ": " + value.examples().get(0) + "}");
    }

    @Override
    public Outline outline() {
        return new Outline.Named(key, value);
    }

    @Override
    public @Nullable Map<String, T> read(Source source, Where where, Mistakes mistakes) {
        if (!(source instanceof Source.Mapping mapping)) {
            mistakes.add(source, where, source.described(), Wanted.of(this), ObjectShape.formHint(source));
            return null;
        }
        int before = mistakes.size();
        Map<String, T> values = new LinkedHashMap<>();
        for (Source.Entry entry : mapping.entries()) {
            Where below = where.key(entry.key());
            Source name = new Source.Scalar(entry.keyPlace(), entry.key(), Source.Kind.PLAIN);
            String read = key.read(name, below, mistakes);
            T one = value.read(entry.value(), below, mistakes);
            if (read != null && one != null) {
                values.put(read, one);
            }
        }
        return mistakes.size() > before && !partial ? null : Collections.unmodifiableMap(values);
    }
}
