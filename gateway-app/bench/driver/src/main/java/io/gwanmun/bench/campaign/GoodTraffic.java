package io.gwanmun.bench.campaign;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;

import io.gwanmun.bench.host.BenchException;

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
    private final HttpClient.Version version;
    private final SSLContext trust;
    private long asked;
    private long failed;

    /** What came of the requests since it was last asked. */
    record Result(long requests, long failed) {

        String failedOfAll() {
            return failed + " of " + requests;
        }
    }

    private GoodTraffic(URI uri, HttpClient.Version version, SSLContext trust) {
        this.request = HttpRequest.newBuilder(uri).timeout(LIMIT).build();
        this.version = version;
        this.trust = trust;
        for (int i = 0; i < CLIENTS; i++) {
            addClient(PERIOD_MICROS * i / CLIENTS);
        }
    }

    /** Over HTTP/1.1 in clear. */
    static GoodTraffic start(int port) {
        try {
            URI uri = URI.create("http://127.0.0.1:" + port + "/good");
            return new GoodTraffic(uri, HttpClient.Version.HTTP_1_1, SSLContext.getDefault());
        } catch (NoSuchAlgorithmException e) {
            throw new BenchException("this Java has no TLS", e);
        }
    }

    /** Over HTTP/2 with TLS. */
    static GoodTraffic overHttp2(int securePort, SSLContext trust) {
        return new GoodTraffic(
                URI.create("https://localhost:" + securePort + "/good"), HttpClient.Version.HTTP_2, trust);
    }

    private void addClient(long delayMicros) {
        HttpClient client = HttpClient.newBuilder()
                .version(version)
                .sslContext(trust)
                .connectTimeout(LIMIT)
                .build();
        var unused =
                threads.scheduleAtFixedRate(() -> done(ask(client)), delayMicros, PERIOD_MICROS, TimeUnit.MICROSECONDS);
    }

    private boolean ask(HttpClient client) {
        try {
            HttpResponse<byte[]> answer = client.send(request, BodyHandlers.ofByteArray());
            return answer.statusCode() == GOOD && answer.version() == version;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private synchronized void done(boolean good) {
        asked++;
        failed += good ? 0 : 1;
    }

    /** Returns what came of the requests since this was last asked. */
    synchronized Result take() {
        Result result = new Result(asked, failed);
        asked = 0;
        failed = 0;
        return result;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
