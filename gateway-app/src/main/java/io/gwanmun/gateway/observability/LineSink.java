package io.gwanmun.gateway.observability;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Where lines of the access log go. Used by one thread at a time, which may be held up as long as it takes. */
interface LineSink {

    /** Returns how many bytes should go out at once, so that one write is one piece for whoever reads along. */
    int chunk();

    /** Sees to the way out before writing, such as a file that was moved; called at least at every round of the writer. */
    void prepare();

    /**
     * Writes all bytes.
     *
     * @throws IOException when not all could be written; the position of {@code bytes} says how many were
     */
    void write(ByteBuffer bytes) throws IOException;

    /** Gives the way out back. */
    void close();
}
