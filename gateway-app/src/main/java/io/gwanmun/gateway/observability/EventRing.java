package io.gwanmun.gateway.observability;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;

import org.jspecify.annotations.Nullable;

/**
 * A bounded queue for many writers and one reader that never locks: a full queue refuses at once.
 *
 * <p>Writers claim a place by moving {@code tail} with compare-and-set and then fill it; the reader takes a place when it
 * is filled, empties it and only then moves {@code head}. A writer that sees an old {@code head} refuses too early, never
 * too late, so a filled place is never overwritten.
 *
 * <p>Why not a library's: the public queues of the JDK lock or have no bound, Reactor's public queues for many writers
 * have no bound, and Netty's bounded one is internal to Netty.
 */
final class EventRing {

    private final int capacity;
    private final int mask;
    private final AtomicReferenceArray<@Nullable AccessEvent> places;
    private final AtomicLong tail = new AtomicLong();
    private final AtomicLong head = new AtomicLong();

    /**
     * Makes an empty queue.
     *
     * @param capacity how many events fit, 1 to 2^24
     */
    EventRing(int capacity) {
        this.capacity = capacity;
        int size = capacity == 1 ? 1 : Integer.highestOneBit(capacity - 1) << 1;
        this.mask = size - 1;
        this.places = new AtomicReferenceArray<>(size);
    }

    /** Puts an event at the end; false when the queue is full. Any thread. */
    boolean offer(AccessEvent event) {
        long place;
        do {
            place = tail.get();
            if (place - head.get() >= capacity) {
                return false;
            }
        } while (!tail.compareAndSet(place, place + 1));
        places.setRelease((int) place & mask, event);
        return true;
    }

    /** Takes the oldest event; null when there is none or its writer is not done yet. The reader's thread only. */
    @Nullable
    AccessEvent poll() {
        long place = head.getPlain();
        int at = (int) place & mask;
        AccessEvent event = places.getAcquire(at);
        if (event == null) {
            return null;
        }
        places.setPlain(at, null);
        head.setRelease(place + 1);
        return event;
    }
}
