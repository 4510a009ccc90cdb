package io.gwanmun.gateway.observability;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.web.server.context.WebServerApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(30)
class AccessLogTest {

    private static final Instant NOW = Instant.parse("2026-11-20T12:34:56.007Z");

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    @TempDir
    private Path directory;

    @Test
    void stopWhenEventsWaitThenTheyAreInTheFile() {
        Path path = directory.resolve("access.log");
        AccessLog log = log(() -> new FileSink(path, () -> 0), 1000);
        log.ended(Outcomes.full());
        log.start();
        assertThat(log.isRunning()).isTrue();
        for (int i = 1; i < 1000; i++) {
            log.ended(Outcomes.full());
        }
        log.stop();

        assertThat(log.isRunning()).isFalse();
        assertThat(path).content().hasLineCount(1000).startsWith("{\"time\":\"2026-11-20T12:34:56.007Z\"");
        assertThat(dropped("overflow")).isZero();
    }

    @Test
    void endedWhenTheQueueIsFullThenDropsAndCounts() {
        AccessLog log = log(OutputSink::standard, 3);
        for (int i = 0; i < 3; i++) {
            log.ended(Outcomes.full());
        }
        assertThat(dropped("overflow")).isZero();

        log.ended(Outcomes.full());
        log.ended(Outcomes.full());
        assertThat(dropped("overflow")).isEqualTo(2);
    }

    @Test
    void endedWhenTheWriterIsHeldUpThenReturnsAndCountsWhatDoesNotFit() throws InterruptedException {
        Gate gate = new Gate();
        AccessLog log = log(() -> gate, 10);
        log.start();
        log.ended(Outcomes.full());
        gate.reached.await();

        for (int i = 0; i < 25; i++) {
            log.ended(Outcomes.full());
        }
        assertThat(dropped("overflow")).isEqualTo(15);

        gate.open.countDown();
        log.stop();
        assertThat(gate.text.toString().lines()).hasSize(11);
        assertThat(gate.closed).isTrue();
    }

    @Test
    void stopWhenTheDiskIsFullThenCountsTheLostLines() {
        Gate gate = new Gate();
        gate.open.countDown();
        gate.full = true;
        AccessLog log = log(() -> gate, 10);
        log.start();
        for (int i = 0; i < 7; i++) {
            log.ended(Outcomes.full());
        }
        log.stop();

        assertThat(dropped("failed")).isEqualTo(7);
        assertThat(dropped("overflow")).isZero();
    }

    @Test
    void stopWhenNeverStartedThenNothingHappens() {
        AccessLog log = log(OutputSink::standard, 1);
        log.stop();
        assertThat(log.isRunning()).isFalse();
    }

    @Test
    void phaseWhenComparedThenStopsAfterTheWebServer() {
        assertThat(log(OutputSink::standard, 1).getPhase())
                .isLessThan(WebServerApplicationContext.START_STOP_LIFECYCLE_PHASE)
                .isLessThan(WebServerApplicationContext.GRACEFUL_SHUTDOWN_PHASE);
    }

    private AccessLog log(java.util.function.Supplier<LineSink> sinks, int queue) {
        return new AccessLog(sinks, new JsonLine(), queue, () -> NOW, registry);
    }

    private double dropped(String reason) {
        return registry.get("gateway.access.log.dropped")
                .tag("reason", reason)
                .counter()
                .count();
    }

    /** A way out that holds the writer up until it is opened. */
    private static final class Gate implements LineSink {

        private final CountDownLatch reached = new CountDownLatch(1);
        private final CountDownLatch open = new CountDownLatch(1);
        private final StringBuffer text = new StringBuffer();
        private volatile boolean full;
        private volatile boolean closed;

        @Override
        public int chunk() {
            return 4096;
        }

        @Override
        public void prepare() {}

        @Override
        public void write(ByteBuffer bytes) throws IOException {
            reached.countDown();
            try {
                open.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            if (full) {
                throw new IOException("No space left on device");
            }
            text.append(StandardCharsets.US_ASCII.decode(bytes));
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
