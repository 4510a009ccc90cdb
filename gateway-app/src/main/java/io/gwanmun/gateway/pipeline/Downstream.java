package io.gwanmun.gateway.pipeline;

import java.util.function.Consumer;
import javax.net.ssl.SSLSession;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The client's side of one call, as the server holds it: a request on an HTTP/1.1 connection or an HTTP/2 stream, and the
 * answer on its way back. What filters see of it is the exchange; the call behind reads the same headers and body from here,
 * without copies. Belongs to the event loop of the call.
 */
public interface Downstream {

    /** Where the client's side of an exchange is kept; written in {@link Phase#INGRESS}, so never missing on a route. */
    ExchangeKey<Downstream> KEY = ExchangeKey.of("pipeline.downstream", Downstream.class);

    /** So many bytes of a body are gathered at most. */
    int GATHERED = 64 * 1024;

    /** Returns the event loop on which everything of this call happens. */
    EventLoop loop();

    /** Returns {@code HTTP/1.0}, {@code HTTP/1.1} or {@code HTTP/2}. */
    String protocol();

    /** Returns {@code https} when the connection is TLS, else {@code http}. */
    String scheme();

    /** Returns the method as sent. */
    HttpMethod method();

    /** Returns the target of the request line as sent; on HTTP/2 the {@code :path}. */
    String target();

    /** Returns the query of the target as sent, without its question mark; null for none. */
    @Nullable
    String query();

    /** Returns the headers of the request, those that this connection alone concerned taken out. To be changed in place. */
    HttpHeaders requestHeaders();

    /** Returns the length of the request's body in bytes: 0 for none, -1 when it is not known before its end. */
    long requestLength();

    /**
     * Returns the body of the request, for one subscriber; every part belongs to whoever it is handed to. Fails with a
     * {@link RefusedException} when the body is too long, too slow or broken, or when the client left.
     */
    Flux<ByteBuf> requestBody();

    /**
     * Waits for the beginning of a body of known length, so that a service is not held up by a slow client: for all of a
     * short body, for the first {@link #GATHERED} bytes of a longer one. Bodies of unknown length may be half of a
     * conversation and are not waited for, nor is any while others fill the room there is for this.
     *
     * @return completes when the call should go on; {@link #requestBody} is the same body, whole
     */
    Mono<Void> requestGathered();

    /**
     * Waits for the whole body and shows it. {@link #requestBody} is the same body afterwards, whole. Done at most once for a
     * call. Fails with a {@link RefusedException} when the body is longer, and when others fill the room there is for this.
     *
     * @param most bytes, 0 or more
     * @return the body, which still belongs to the call and is only to be looked at; empty bytes for none
     */
    Mono<ByteBuf> requestHeld(int most);

    /**
     * Sets how long the body of the request may be, in place of what holds for the whole gateway.
     *
     * @param most bytes, 0 or more
     * @throws RefusedException when the request has announced a longer one
     */
    void limitBody(long most);

    /** Returns the headers of the answer, to be set until it is committed. */
    HttpHeaders responseHeaders();

    /** Returns the TLS session of the connection, null in clear. */
    @Nullable
    SSLSession tls();

    /** Says whether the client is still there. */
    boolean isOpen();

    /** Says whether the request is a complete WebSocket handshake (RFC 6455 section 4.2.1) on HTTP/1.1. */
    boolean isWebSocketHandshake();

    /**
     * Answers a WebSocket handshake with 101 and {@link #responseHeaders()}, takes HTTP out of the connection, and lets the
     * caller put its own handlers there. On drain of the server they receive the user event {@link #DRAIN}.
     *
     * @param install adds handlers at the end of the connection's pipeline, on its event loop
     * @return completes when the connection is closed; cancelling closes it
     */
    Mono<Void> switchProtocol(Consumer<ChannelPipeline> install);

    /** Tells the handlers of a switched connection that the gateway is going to stop. */
    Object DRAIN = new Object() {
        @Override
        public String toString() {
            return "drain";
        }
    };
}
