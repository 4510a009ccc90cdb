package io.gwanmun.gateway.api;

/**
 * A read value together with the text it was read from, so that a later check can still point at it.
 *
 * @param value the value
 * @param source what was written
 * @param where the way to it
 * @param <T> what the value is
 */
public record Written<T>(T value, Source source, Where where) {

    /** Returns a value that was read from what stands under a key of this one. */
    public <V> Written<V> under(String key, V read) {
        Source.Entry entry = source instanceof Source.Mapping mapping ? mapping.find(key) : null;
        return new Written<>(read, entry == null ? source : entry.value(), where.key(key));
    }

    /** Returns where the value stands. */
    public Place place() {
        return source.place();
    }
}
