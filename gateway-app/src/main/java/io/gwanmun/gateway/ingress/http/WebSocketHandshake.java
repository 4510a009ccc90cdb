package io.gwanmun.gateway.ingress.http;

import java.util.Base64;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;

/** Knows a WebSocket handshake (<a href="https://datatracker.ietf.org/doc/html/rfc6455#section-4.2.1">RFC 6455</a>). */
final class WebSocketHandshake {

    private static final String VERSION = "13";
    private static final int KEY_BYTES = 16;

    private WebSocketHandshake() {}

    /** Says whether a request has all that a handshake needs. */
    static boolean isComplete(String protocol, HttpRequest request) {
        HttpHeaders headers = request.headers();
        if (!headers.contains(HttpHeaderNames.UPGRADE)) {
            return false;
        }
        return protocol.equals("HTTP/1.1")
                && HttpMethod.GET.equals(request.method())
                && headers.containsValue(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true)
                && headers.containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE, true)
                && VERSION.equals(headers.get(HttpHeaderNames.SEC_WEBSOCKET_VERSION))
                && headers.getAll(HttpHeaderNames.SEC_WEBSOCKET_KEY).size() == 1
                && isKey(headers.get(HttpHeaderNames.SEC_WEBSOCKET_KEY));
    }

    private static boolean isKey(String key) {
        try {
            return Base64.getDecoder().decode(key.strip()).length == KEY_BYTES;
        } catch (IllegalArgumentException e) {
            // No Base64, so no key.
            return false;
        }
    }
}
