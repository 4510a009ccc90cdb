package io.gwanmun.bench.campaign;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import io.gwanmun.bench.host.Stopwatch;

/**
 * Clients that behave: each keeps one connection and asks at a fixed rate, as long as it has its answers in time.
 */
final class GoodTraffic implements AutoCloseable {

    static final int CLIENTS = 8;
    static final int PER_SECOND = 200;

    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final long PERIOD_MICROS = 1_000_000L * CLIENTS / PER_SECOND;
    private static final int GOOD = 200;

    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(CLIENTS);
    private final HttpRequest request;
    private List<Duration> times = new ArrayList<>();
    private long failed;

    /** What came of the requests since it was last asked. */
    record Result(long requests, long failed, Duration p99) {

        String failedOfAll() {
            return failed + " of " + requests;
        }

        String p99Millis() {
            return "%.1f ms".formatted(p99.toNanos() / 1e6);
        }
    }

    private GoodTraffic(URI uri) {
        request = HttpRequest.newBuilder(uri).timeout(LIMIT).build();
    }

    static GoodTraffic start(int port) {
        GoodTraffic traffic = new GoodTraffic(URI.create("http://127.0.0.1:" + port + "/good"));
        for (int i = 0; i < CLIENTS; i++) {
            traffic.addClient(PERIOD_MICROS * i / CLIENTS);
        }
        return traffic;
    }

    private void addClient(long delayMicros) {
        HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(LIMIT)
                .build();
        var unused = threads.scheduleAtFixedRate(
                () -> {
                    Stopwatch watch = Stopwatch.started();
                    boolean good = ask(client);
                    done(good, watch.elapsed());
                },
                delayMicros,
                PERIOD_MICROS,
                TimeUnit.MICROSECONDS);
    }

    private boolean ask(HttpClient client) {
        try {
            return client.send(request, BodyHandlers.ofByteArray()).statusCode() == GOOD;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private synchronized void done(boolean good, Duration took) {
        times.add(took);
        failed += good ? 0 : 1;
    }

    /** Returns what came of the requests since this was last asked. */
    synchronized Result take() {
        List<Duration> sorted = times.stream().sorted().toList();
        Duration p99 = sorted.isEmpty() ? Duration.ZERO : sorted.get((int) (sorted.size() * 99L / 100));
        Result result = new Result(sorted.size(), failed, p99);
        times = new ArrayList<>();
        failed = 0;
        return result;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
