package io.gwanmun.bench.campaign;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import io.gwanmun.bench.host.Stopwatch;

/** Clients of one region that ask at a fixed rate, each on a connection of its own, and note who answered when. */
final class RegionTraffic implements AutoCloseable {

    static final int CLIENTS = 16;
    static final int PER_SECOND = 500;

    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final long PERIOD_MICROS = 1_000_000L * CLIENTS / PER_SECOND;
    private static final int GOOD = 200;

    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(CLIENTS);
    private final Stopwatch watch = Stopwatch.started();
    private final List<Answer> answers = new ArrayList<>();

    /**
     * One answer.
     *
     * @param begun when it was asked for, since the traffic began
     * @param ended when it was there
     * @param by the region that answered; empty when the request failed
     */
    record Answer(Duration begun, Duration ended, String by) {

        boolean isFailed() {
            return by.isEmpty();
        }

        Duration took() {
            return ended.minus(begun);
        }
    }

    RegionTraffic(int port, String region) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/users/7"))
                .header("X-Region", region)
                .timeout(LIMIT)
                .build();
        for (int i = 0; i < CLIENTS; i++) {
            HttpClient client = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(LIMIT)
                    .build();
            var unused = threads.scheduleAtFixedRate(
                    () -> ask(client, request), PERIOD_MICROS * i / CLIENTS, PERIOD_MICROS, TimeUnit.MICROSECONDS);
        }
    }

    /** Returns the time since it began. */
    Duration now() {
        return watch.elapsed();
    }

    /** Returns the answers to what was asked within a span of time. */
    synchronized List<Answer> between(Duration from, Duration to) {
        return answers.stream()
                .filter(answer -> answer.begun.compareTo(from) >= 0 && answer.begun.compareTo(to) < 0)
                .toList();
    }

    private void ask(HttpClient client, HttpRequest request) {
        Duration begun = watch.elapsed();
        String by = "";
        try {
            HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
            by = answer.statusCode() == GOOD ? answer.body() : "";
        } catch (IOException e) {
            // Counted as failed below.
            by = "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        note(new Answer(begun, watch.elapsed(), by));
    }

    private synchronized void note(Answer answer) {
        answers.add(answer);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
