package io.gwanmun.gateway.api;

import org.jspecify.annotations.Nullable;

/** What was read for the keys of one mapping. */
public final class Values {

    private final Written<?>[] read;
    private final Source source;
    private final Where where;

    /**
     * Keeps what was read.
     *
     * @param source the mapping
     * @param where the way to it
     * @param read what was read, by index of the field; null where a key is missing
     */
    public Values(Source source, Where where, @Nullable Written<?>[] read) {
        this.source = source;
        this.where = where;
        this.read = read;
    }

    /** Returns the value of a key or its default; {@link IllegalStateException} when there is neither. */
    public <T> T get(Fields.Field<T> field) {
        T value = find(field);
        if (value == null) {
            throw new IllegalStateException(field.key() + ": missing (expected: required or with a default)");
        }
        return value;
    }

    /** Returns the value of a key or its default, null when there is neither. */
    public <T> @Nullable T find(Fields.Field<T> field) {
        Written<T> written = written(field);
        return written == null ? field.byDefault() : written.value();
    }

    /** Returns the value of a key with its place, null when the key is missing, whatever its default. */
    @SuppressWarnings("unchecked") // a field's value was read by the field's own shape
    public <T> @Nullable Written<T> written(Fields.Field<T> field) {
        return (Written<T>) read[field.index()];
    }

    /** Returns the whole mapping. */
    public Source source() {
        return source;
    }

    /** Returns the way to the mapping. */
    public Where where() {
        return where;
    }
}
