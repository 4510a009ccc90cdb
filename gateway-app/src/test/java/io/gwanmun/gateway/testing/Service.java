package io.gwanmun.gateway.testing;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;

import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/** A real service behind the gateway. Keeps what it was asked. */
public final class Service implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 5;

    private final BlockingQueue<Seen> seen = new LinkedBlockingQueue<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final DisposableServer server;

    private Service(int port, BiFunction<HttpServerRequest, HttpServerResponse, Publisher<Void>> handler) {
        server = HttpServer.create()
                .host("127.0.0.1")
                .port(port)
                .doOnChannelInit((observer, channel, address) -> connections.incrementAndGet())
                .handle((request, response) -> request.receive()
                        .aggregate()
                        .asString(StandardCharsets.UTF_8)
                        .defaultIfEmpty("")
                        .doOnNext(body -> seen.add(Seen.of(request, body)))
                        .then(Mono.defer(() -> Mono.from(handler.apply(request, response)))))
                .bindNow();
    }

    /** Starts a service that answers every request with 200 and a text. */
    public static Service saying(String text) {
        return handling(text(text));
    }

    /** Starts a service; the handler is called when the body of the request has been read and kept. */
    public static Service handling(BiFunction<HttpServerRequest, HttpServerResponse, Publisher<Void>> handler) {
        return new Service(0, handler);
    }

    /** Starts the service again after it was closed, where it was and with nothing seen; it answers with 200 and a text. */
    public Service again(String text) {
        return new Service(server.port(), text(text));
    }

    private static BiFunction<HttpServerRequest, HttpServerResponse, Publisher<Void>> text(String text) {
        return (request, response) -> response.header("Content-Type", "text/plain")
                .sendString(Mono.just(text))
                .then();
    }

    /** Returns the address as a target of an upstream. */
    public String url() {
        return "http://" + authority();
    }

    /** Returns host and port. */
    public String authority() {
        return "127.0.0.1:" + server.port();
    }

    /** Waits for the next request. */
    public Seen seen() {
        try {
            Seen next = seen.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (next == null) {
                throw new AssertionError("the service was not asked");
            }
            return next;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /** Forgets what was asked. */
    public void forget() {
        seen.clear();
    }

    /** Says whether nothing was asked that was not looked at with {@link #seen()} or forgotten. */
    public boolean isUnasked() {
        return seen.isEmpty();
    }

    /** Returns how many connections were made. */
    public int connections() {
        return connections.get();
    }

    @Override
    public void close() {
        server.disposeNow();
    }

    /**
     * A request as the service saw it.
     *
     * @param method its method
     * @param target its path and query, byte for byte
     * @param headers its header lines, as {@code Name: value}, in order
     * @param body its body
     */
    public record Seen(String method, String target, List<String> headers, String body) {

        private static Seen of(HttpServerRequest request, String body) {
            return new Seen(
                    request.method().name(),
                    request.uri(),
                    request.requestHeaders().entries().stream()
                            .map(entry -> entry.getKey() + ": " + entry.getValue())
                            .toList(),
                    body);
        }

        /** Returns the value of a header, the first of several, empty when there is none. */
        public String header(String name) {
            List<String> values = all(name);
            return values.isEmpty() ? "" : values.get(0);
        }

        /** Returns all values of a header, in order. */
        public List<String> all(String name) {
            return Reply.values(headers, name);
        }
    }
}
