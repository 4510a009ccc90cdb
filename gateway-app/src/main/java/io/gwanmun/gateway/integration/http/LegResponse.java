package io.gwanmun.gateway.integration.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

import io.gwanmun.gateway.pipeline.StreamedBody;

/**
 * What a service answered: the head, and the body either whole or as a stream.
 *
 * <p>Who holds it must end it in exactly one of three ways: take {@link #whole()} when it is not null and release it
 * once, subscribe to {@link #body()} once, or call {@link #discard()}. A stream nobody subscribes to is closed after the
 * idle time-out of the body.
 */
public final class LegResponse {

    private final EventLoop loop;
    private final HttpResponseStatus status;
    private final HttpHeaders headers;
    private final long contentLength;
    private final @Nullable ByteBuf whole;
    private final @Nullable LegBody body;

    LegResponse(
            EventLoop loop,
            HttpResponseStatus status,
            HttpHeaders headers,
            long contentLength,
            @Nullable ByteBuf whole,
            @Nullable LegBody body) {
        this.loop = loop;
        this.status = status;
        this.headers = headers;
        this.contentLength = contentLength;
        this.whole = whole;
        this.body = body;
    }

    /** Returns the status, never 1xx. */
    public HttpResponseStatus status() {
        return status;
    }

    /**
     * Returns the headers that are meant for the client: without {@code Connection} and what it names, and without
     * {@code Transfer-Encoding}. {@code Content-Length} stands in it as the service sent it, also in answers to
     * {@code HEAD}. Belongs to the caller.
     */
    public HttpHeaders headers() {
        return headers;
    }

    /** Returns the bytes of the body that will come: 0 when there is none, -1 when not known before its end. */
    public long contentLength() {
        return contentLength;
    }

    /** Returns the whole body when it has arrived, empty when there is none; null when it is a stream. */
    public @Nullable ByteBuf whole() {
        return whole;
    }

    /**
     * Returns the body as a stream for one subscriber, who releases each part. Without demand nothing is read from the
     * service. Cancelling closes the connection. Fails with {@code BODY_TRUNCATED}, {@code BODY_STALLED} or
     * {@code BAD_RESPONSE}; when that happens before anybody subscribed, the parts that came are not kept.
     */
    public Flux<ByteBuf> body() {
        if (body != null) {
            return body;
        }
        return whole == null ? Flux.empty() : new StreamedBody(loop, whole);
    }

    /** Releases the body unread and closes the connection if more was to come. Not for a body that was taken. */
    public void discard() {
        if (whole != null) {
            whole.release();
        } else if (body != null) {
            body.cancel();
        }
    }
}
