package io.gwanmun.gateway.api;

/**
 * Something that stands at the top of a file: a mapping of objects by name, such as {@code upstreams}, or a single object whose
 * keys may be spread over the files, each in one of them, such as {@code network}. Kept as a constant by the room that
 * understands it and handed to the {@link Grammar}; equality is identity.
 *
 * @param <T> what one object is read into
 */
public final class Noun<T> {

    private final String key;
    private final String one;
    private final String sentence;
    private final Shape<T> shape;
    private final boolean single;

    private Noun(String key, String one, String sentence, Shape<T> shape, boolean single) {
        this.key = key;
        this.one = one;
        this.sentence = sentence;
        this.shape = shape;
        this.single = single;
    }

    /**
     * Returns a noun.
     *
     * @param key the key at the top of a file, such as {@code upstreams}
     * @param one what one of them is called, with its article, such as {@code an upstream}
     * @param sentence what they are, as one sentence
     * @param shape one of them
     */
    public static <T> Noun<T> of(String key, String one, String sentence, Shape<T> shape) {
        return new Noun<>(key, one, sentence, shape, false);
    }

    /**
     * Returns a noun of which there is one, without a name.
     *
     * @param key the key at the top of a file, such as {@code network}
     * @param sentence what it is, as one sentence
     * @param shape the object, a mapping of known keys
     */
    public static <T> Noun<T> single(String key, String sentence, Shape<T> shape) {
        return new Noun<>(key, "the " + key, sentence, shape, true);
    }

    /** Returns whether there is one, without a name. */
    public boolean isSingle() {
        return single;
    }

    /** Returns the key at the top of a file. */
    public String key() {
        return key;
    }

    /** Returns what one of them is called, with its article. */
    public String one() {
        return one;
    }

    /** Returns what they are, as one sentence. */
    public String sentence() {
        return sentence;
    }

    /** Returns the shape of one of them. */
    public Shape<T> shape() {
        return shape;
    }

    @Override
    public String toString() {
        return key;
    }
}
