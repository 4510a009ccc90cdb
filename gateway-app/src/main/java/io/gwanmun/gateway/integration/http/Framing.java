package io.gwanmun.gateway.integration.http;

import java.util.List;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.AsciiString;
import org.jspecify.annotations.Nullable;

/**
 * How the end of a message is marked
 * (<a href="https://datatracker.ietf.org/doc/html/rfc9112#section-6.3">RFC 9112 section 6.3</a>), and which headers concern
 * one connection only (<a href="https://datatracker.ietf.org/doc/html/rfc9110#section-7.6.1">RFC 9110 section 7.6.1</a>).
 */
enum Framing {
    /** There is no body, whatever the headers say. */
    NONE,
    /** {@code Content-Length} bytes. */
    LENGTH,
    /** In chunks or frames, to the last. */
    CHUNKED,
    /** To the end of the connection. */
    UNTIL_CLOSE;

    private static final int NO_CONTENT = 204;
    private static final int NOT_MODIFIED = 304;
    private static final AsciiString KEEP_ALIVE = AsciiString.cached("keep-alive");
    private static final AsciiString PROXY_CONNECTION = AsciiString.cached("proxy-connection");

    /** Sets the framing of a request and takes out all that the caller may have left of it. */
    static void apply(LegRequest request) {
        HttpHeaders headers = request.headers();
        removeHopByHop(headers);
        headers.remove(HttpHeaderNames.EXPECT);
        headers.remove(HttpHeaderNames.TRANSFER_ENCODING);
        if (request.contentLength() > 0 || request.body() != null && request.contentLength() == 0) {
            headers.set(HttpHeaderNames.CONTENT_LENGTH, Long.toString(request.contentLength()));
        } else if (request.body() != null) {
            headers.remove(HttpHeaderNames.CONTENT_LENGTH);
            headers.set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
        } else if (expectsBody(request.method())) {
            headers.set(HttpHeaderNames.CONTENT_LENGTH, HttpHeaderValues.ZERO);
        } else {
            headers.remove(HttpHeaderNames.CONTENT_LENGTH);
        }
    }

    /** Asks for WebSocket (<a href="https://datatracker.ietf.org/doc/html/rfc6455#section-4.1">RFC 6455 section 4.1</a>). */
    static void upgrade(HttpHeaders headers) {
        headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE);
        headers.set(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET);
    }

    /** Says whether a response with the status 101 goes over to WebSocket. */
    static boolean isUpgrade(HttpResponse response) {
        HttpHeaders headers = response.headers();
        return HttpVersion.HTTP_1_1.equals(response.protocolVersion())
                && headers.contains(HttpHeaderNames.SEC_WEBSOCKET_ACCEPT)
                && headers.containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE, true)
                && headers.getAll(HttpHeaderNames.UPGRADE).size() == 1
                && HttpHeaderValues.WEBSOCKET.contentEqualsIgnoreCase(headers.get(HttpHeaderNames.UPGRADE));
    }

    /** Returns how the body of a response ends, or null when that is not beyond doubt. */
    static @Nullable Framing of(HttpResponse response, boolean toHead) {
        HttpHeaders headers = response.headers();
        String coding = headers.get(HttpHeaderNames.TRANSFER_ENCODING);
        boolean length = headers.contains(HttpHeaderNames.CONTENT_LENGTH);
        if (coding != null && (length || !isChunkedOnly(response, coding))) {
            return null;
        }
        int code = response.status().code();
        if (toHead || code == NO_CONTENT || code == NOT_MODIFIED) {
            return NONE;
        }
        if (coding != null) {
            return CHUNKED;
        }
        return length ? LENGTH : UNTIL_CLOSE;
    }

    /** Returns how the body of a response of HTTP/2 ends: it says so itself, but its length may be known before. */
    static Framing ofFrames(HttpResponse response, boolean toHead) {
        int code = response.status().code();
        if (toHead || code == NO_CONTENT || code == NOT_MODIFIED) {
            return NONE;
        }
        return response.headers().contains(HttpHeaderNames.CONTENT_LENGTH) ? LENGTH : CHUNKED;
    }

    /** Says whether the service leaves the connection open after this response. To be asked before hop-by-hop headers go. */
    static boolean keepsAlive(HttpResponse response) {
        return HttpVersion.HTTP_1_1.equals(response.protocolVersion())
                && !response.headers().containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE, true);
    }

    /** Says whether bytes may follow although there is no body: a 204 that announces one. */
    static boolean isDoubtful(HttpResponse response) {
        return response.status().code() == NO_CONTENT && HttpUtil.getContentLength(response, 0L) != 0;
    }

    /** Takes out of a response what is not for the client. */
    static void strip(HttpResponse response) {
        HttpHeaders headers = response.headers();
        removeHopByHop(headers);
        headers.remove(HttpHeaderNames.TRANSFER_ENCODING);
        if (response.status().code() == NO_CONTENT) {
            headers.remove(HttpHeaderNames.CONTENT_LENGTH);
        }
    }

    /** Takes out what concerns one connection only: {@code Connection}, what it names, and what should be named there. */
    static void removeHopByHop(HttpHeaders headers) {
        if (headers.contains(HttpHeaderNames.CONNECTION)) {
            removeNamed(headers, headers.getAll(HttpHeaderNames.CONNECTION));
            headers.remove(HttpHeaderNames.CONNECTION);
        }
        headers.remove(KEEP_ALIVE);
        headers.remove(PROXY_CONNECTION);
        headers.remove(HttpHeaderNames.UPGRADE);
        headers.remove(HttpHeaderNames.TE);
        headers.remove(HttpHeaderNames.TRAILER);
    }

    private static void removeNamed(HttpHeaders headers, List<String> connection) {
        for (String line : connection) {
            for (String name : line.split(",", -1)) {
                String trimmed = name.trim();
                if (!trimmed.isEmpty() && !HttpHeaderNames.CONTENT_LENGTH.contentEqualsIgnoreCase(trimmed)) {
                    headers.remove(trimmed);
                }
            }
        }
    }

    private static boolean isChunkedOnly(HttpResponse response, String coding) {
        return HttpHeaderValues.CHUNKED.contentEqualsIgnoreCase(coding)
                && HttpVersion.HTTP_1_1.equals(response.protocolVersion())
                && response.headers().getAll(HttpHeaderNames.TRANSFER_ENCODING).size() == 1;
    }

    private static boolean expectsBody(HttpMethod method) {
        return HttpMethod.POST.equals(method) || HttpMethod.PUT.equals(method) || HttpMethod.PATCH.equals(method);
    }
}
