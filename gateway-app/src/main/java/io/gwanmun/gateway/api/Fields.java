package io.gwanmun.gateway.api;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/** The keys of a mapping while they are declared; see {@link Shapes#object}. */
public final class Fields {

    private final List<Field<?>> all = new ArrayList<>();
    private boolean exactlyOne;

    /** Creates an empty declaration. */
    public Fields() {}

    /** Declares a key that must be there. */
    public <T> Field<T> required(String key, Shape<T> shape, String sentence) {
        return add(new Field<>(all.size(), key, shape, true, null, sentence));
    }

    /** Declares a key that may be missing; {@link Values#find} then answers null. */
    public <T> Field<T> optional(String key, Shape<T> shape, String sentence) {
        return add(new Field<>(all.size(), key, shape, false, null, sentence));
    }

    /** Declares a key with a value that holds when the key is missing. */
    public <T> Field<T> optional(String key, Shape<T> shape, T byDefault, String sentence) {
        return add(new Field<>(all.size(), key, shape, false, byDefault, sentence));
    }

    /** Declares that exactly one of the keys is written; the shape checks it, and its example obeys. */
    public void exactlyOne() {
        exactlyOne = true;
    }

    /** Returns whether exactly one of the keys is written. */
    public boolean isExactlyOne() {
        return exactlyOne;
    }

    /** Returns the keys declared so far. */
    public List<Field<?>> all() {
        return List.copyOf(all);
    }

    private <T> Field<T> add(Field<T> field) {
        if (all.stream().anyMatch(other -> other.key().equals(field.key()))) {
            throw new IllegalArgumentException("key: " + field.key() + " (expected: declared once)");
        }
        all.add(field);
        return field;
    }

    /**
     * One key of a mapping.
     *
     * @param index its number among the keys, from 0
     * @param key the key
     * @param shape what it holds
     * @param required whether it must be there
     * @param byDefault what holds when it is missing, or null
     * @param sentence what it means, as one sentence
     * @param <T> what it is read into
     */
    public record Field<T>(
            int index,
            String key,
            Shape<T> shape,
            boolean required,
            @Nullable T byDefault,
            String sentence) {

        /** Returns the default as it would be written, or null when there is none. */
        public @Nullable String defaultShown() {
            return byDefault == null ? null : shape.shown(byDefault);
        }
    }
}
