package io.gwanmun.gateway.integration.http;

import java.util.concurrent.TimeUnit;

/**
 * Notices that a call keeps a connection busy for the sake of a slow client: at every look the client was waited for, and
 * few bytes moved meanwhile. Such a call gives way when others wait for a connection.
 */
final class Hold {

    /** For so long a client may be waited for before its call gives way to others. */
    private static final long GRACE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    /** So many bytes within the grace are progress: 16 KB a second. */
    private static final long PROGRESS_BYTES = 8 * 1024;

    private boolean holds;
    private long sinceNanos;
    private long from;

    /** Nobody is waited for. */
    void rest() {
        holds = false;
    }

    /** Looks at a call: whether its client is waited for, and at a counter of the bytes that have moved. */
    void look(long now, boolean awaitsClient, long counter) {
        if (!awaitsClient) {
            holds = false;
        } else if (!holds || counter < from || counter - from >= PROGRESS_BYTES) {
            holds = true;
            sinceNanos = now;
            from = counter;
        }
    }

    /** Says whether the client has been waited for so long that others go first. */
    boolean isOver(long now) {
        return holds && now - sinceNanos >= GRACE_NANOS;
    }

    /** Returns a reading of the clock: when it began. */
    long sinceNanos() {
        return sinceNanos;
    }
}
