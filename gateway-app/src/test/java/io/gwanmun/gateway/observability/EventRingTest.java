package io.gwanmun.gateway.observability;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class EventRingTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 1000})
    void offerWhenFullThenRefusesAndKeepsTheOrder(int capacity) {
        EventRing ring = new EventRing(capacity);
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < capacity; i++) {
                assertThat(ring.offer(event(i))).isTrue();
            }
            assertThat(ring.offer(event(-1))).isFalse();
            for (int i = 0; i < capacity; i++) {
                assertThat(ring.poll()).extracting(taken -> taken.epochMillis).isEqualTo((long) i);
            }
            assertThat(ring.poll()).isNull();
        }
    }

    @Test
    @Timeout(60)
    void offerWhenSeveralWritersThenNothingIsLostAndEachKeepsItsOrder() throws InterruptedException {
        EventRing ring = new EventRing(64);
        int each = 20_000;
        CountDownLatch go = new CountDownLatch(1);
        List<Thread> writers =
                IntStream.range(0, 3).mapToObj(id -> writer(ring, go, id, each)).toList();
        writers.forEach(Thread::start);
        go.countDown();

        long[] next = new long[3];
        int taken = 0;
        while (taken < 3 * each) {
            AccessEvent event = ring.poll();
            if (event == null) {
                Thread.onSpinWait();
                continue;
            }
            assertThat(event.epochMillis).isEqualTo(next[event.status]++);
            taken++;
        }

        for (Thread writer : writers) {
            writer.join();
        }
        assertThat(ring.poll()).isNull();
    }

    private static Thread writer(EventRing ring, CountDownLatch go, int id, int each) {
        return new Thread(() -> {
            try {
                go.await();
            } catch (InterruptedException e) {
                return;
            }
            for (int i = 0; i < each; i++) {
                AccessEvent event = new AccessEvent(Outcomes.of(Outcomes.DETAILS, id), i);
                while (!ring.offer(event)) {
                    Thread.onSpinWait();
                }
            }
        });
    }

    private static AccessEvent event(long time) {
        return new AccessEvent(Outcomes.of(Outcomes.DETAILS, 200), time);
    }
}
