package io.gwanmun.gateway.integration.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

import io.gwanmun.gateway.pipeline.ClientFault;
import io.gwanmun.gateway.pipeline.RefusedException;

/**
 * One request to a service.
 *
 * @param eventLoop the loop of the client's connection; all work is done and all signals are given on it
 * @param method anything but {@code CONNECT}
 * @param uri path and query, from {@code /}, or {@code *}; visible ASCII only
 * @param headers the head as it leaves, {@code Host} included. The leg owns it from here on, and takes out what only it may
 *     say: {@code Connection} and what it names, and all framing
 * @param contentLength bytes of the body: -1 when not known (sent in chunks), 0 when there is none
 * @param body the parts, each released by the leg; null when there is none. Not subscribed when no connection was had
 * @param limits how long the call may take
 */
public record LegRequest(
        EventLoop eventLoop,
        HttpMethod method,
        String uri,
        HttpHeaders headers,
        long contentLength,
        @Nullable Publisher<? extends ByteBuf> body,
        LegLimits limits) {

    /** The length of a body that is not known before its end. */
    public static final long LENGTH_UNKNOWN = -1;

    /**
     * Checks the request.
     *
     * @throws RefusedException with {@link ClientFault#BAD_PATH} when the uri could break out of the request line
     */
    public LegRequest {
        if (HttpMethod.CONNECT.equals(method)) {
            throw new IllegalArgumentException("method: CONNECT (expected: a method that is not a tunnel)");
        }
        if (contentLength < LENGTH_UNKNOWN || body == null && contentLength != 0) {
            throw new IllegalArgumentException("contentLength: " + contentLength + " (expected: 0 without a body)");
        }
        if (!isOriginForm(uri)) {
            throw new RefusedException(ClientFault.BAD_PATH);
        }
    }

    /** Returns a request without a body. */
    public static LegRequest of(
            EventLoop eventLoop, HttpMethod method, String uri, HttpHeaders headers, LegLimits limits) {
        return new LegRequest(eventLoop, method, uri, headers, 0, null, limits);
    }

    /**
     * Says whether the same request may be sent again when nothing is known of the first: idempotent
     * (<a href="https://datatracker.ietf.org/doc/html/rfc9110#section-9.2.2">RFC 9110 section 9.2.2</a>) and without a body.
     */
    public boolean isRepeatable() {
        return body == null
                && (HttpMethod.GET.equals(method)
                        || HttpMethod.HEAD.equals(method)
                        || HttpMethod.OPTIONS.equals(method)
                        || HttpMethod.PUT.equals(method)
                        || HttpMethod.DELETE.equals(method)
                        || HttpMethod.TRACE.equals(method));
    }

    private static boolean isOriginForm(String uri) {
        if (uri.isEmpty() || uri.charAt(0) != '/' && !"*".equals(uri)) {
            return false;
        }
        for (int i = 0; i < uri.length(); i++) {
            char c = uri.charAt(i);
            if (c <= ' ' || c >= 0x7f || c == '#') {
                return false;
            }
        }
        return true;
    }
}
