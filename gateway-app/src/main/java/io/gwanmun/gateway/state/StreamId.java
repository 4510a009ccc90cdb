package io.gwanmun.gateway.state;

/**
 * The id of an entry of a stream: two numbers without sign, in the order they were given out.
 *
 * @param millis the milliseconds since 1970 at which it was given out, or one later than that
 * @param sequence tells entries of the same millisecond apart
 * @see <a href="https://redis.io/docs/latest/develop/data-types/streams/#entry-ids">Redis: entry IDs</a>
 */
public record StreamId(long millis, long sequence) {

    /** Before every entry. */
    public static final StreamId ZERO = new StreamId(0, 0);

    /**
     * Reads an id.
     *
     * @throws IllegalArgumentException when the text is none
     */
    public static StreamId parse(String text) {
        int dash = text.indexOf('-');
        if (dash < 0) {
            throw new IllegalArgumentException("id of a stream's entry: " + text + " (expected: 1526919030474-0)");
        }
        return new StreamId(
                Long.parseUnsignedLong(text.substring(0, dash)), Long.parseUnsignedLong(text.substring(dash + 1)));
    }

    /** Returns the id right before this one; {@link #ZERO} has none and stays. */
    public StreamId before() {
        if (sequence != 0) {
            return new StreamId(millis, sequence - 1);
        }
        return millis == 0 ? ZERO : new StreamId(millis - 1, -1);
    }

    @Override
    public String toString() {
        return Long.toUnsignedString(millis) + '-' + Long.toUnsignedString(sequence);
    }
}
