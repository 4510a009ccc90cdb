package io.gwanmun.bench.campaign;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import io.gwanmun.bench.host.BenchException;

/**
 * The service behind the gateway, a part of this program: takes any method and body, and answers with 1 KB, with 10 MB below
 * {@link #LARGE}, after five seconds below {@link #LONG}.
 */
final class Service implements AutoCloseable {

    static final String LARGE = "/large";
    static final String LONG = "/long";
    static final Duration LONG_TIME = Duration.ofSeconds(5);

    private static final int SMALL_BODY = 1024;
    private static final int LARGE_BODY = 10 * 1024 * 1024;
    private static final byte[] PART = filled(16 * 1024);
    private static final int BACKLOG = 1024;

    private final HttpServer server;
    private final ExecutorService threads;

    private Service(HttpServer server, ExecutorService threads) {
        this.server = server;
        this.threads = threads;
    }

    static Service start() {
        // Else every answer on a kept connection waits for the client's acknowledgement.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
            ExecutorService threads = Executors.newCachedThreadPool();
            server.setExecutor(threads);
            server.createContext("/", exchange -> answer(exchange, SMALL_BODY));
            server.createContext(LARGE, exchange -> answer(exchange, LARGE_BODY));
            server.createContext(LONG, Service::answerLate);
            server.start();
            return new Service(server, threads);
        } catch (IOException e) {
            throw new BenchException("cannot start the service behind the gateway", e);
        }
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** Returns the gateway's files: every path goes to this service. */
    String yaml() {
        return """
                apiVersion: gateway/v1
                network: {outbound: {allow: [loopback]}}
                upstreams:
                  service: {targets: ["http://127.0.0.1:%d"]}
                apis:
                  all:
                    path: /
                    access: none
                    routes:
                      all: {match: {path: "/{rest...}"}, to: {upstream: service}}
                """.formatted(port());
    }

    private static void answerLate(HttpExchange exchange) {
        CompletableFuture.delayedExecutor(LONG_TIME.toMillis(), TimeUnit.MILLISECONDS)
                .execute(() -> answer(exchange, SMALL_BODY));
    }

    /** A gateway that hangs up on the way is what some campaigns are about. */
    private static void answer(HttpExchange exchange, int length) {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            boolean head = exchange.getRequestMethod().equals("HEAD");
            exchange.sendResponseHeaders(200, head ? -1 : length);
            for (int left = head ? 0 : length; left > 0; left -= PART.length) {
                exchange.getResponseBody().write(PART, 0, Math.min(left, PART.length));
            }
        } catch (IOException e) {
            exchange.close();
        }
    }

    private static byte[] filled(int length) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) 'x');
        return bytes;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
