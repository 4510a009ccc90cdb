package io.gwanmun.gateway.integration;

import java.util.Iterator;
import java.util.Map;

import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.ServerWebExchangeDecorator;

import io.gwanmun.gateway.network.ForwardedHeaders;
import io.gwanmun.gateway.pipeline.Call;
import io.gwanmun.gateway.pipeline.Downstream;

/**
 * Writes the headers of the call behind: those of the request in one pass, with {@code Host} of the target and what
 * {@link ForwardedHeaders} tells of the caller; for a gateway of another region what {@link GatewayRegion} says. Framing is the
 * leg's business.
 */
final class RequestHead {

    private RequestHead() {}

    /** Returns the headers to send. */
    static HttpHeaders of(
            ServerWebExchange exchange,
            Downstream arriving,
            ForwardedHeaders forwarded,
            Approach approach,
            String authority) {
        HttpHeaders headers = DefaultHttpHeadersFactory.headersFactory().newEmptyHeaders();
        if (exchange instanceof ServerWebExchangeDecorator) {
            copy(exchange.getRequest(), headers);
        } else {
            copy(arriving.requestHeaders(), headers);
        }
        headers.set(HttpHeaderNames.HOST, authority);
        Call call = Call.KEY.get(exchange);
        forwarded.write(headers, call.origin(), arriving.requestHeaders().get(HttpHeaderNames.HOST));
        String from = approach.from();
        if (from != null) {
            GatewayRegion.write(headers, exchange, arriving, from);
        }
        return headers;
    }

    private static void copy(HttpHeaders from, HttpHeaders to) {
        Iterator<Map.Entry<CharSequence, CharSequence>> entries = from.iteratorCharSequence();
        while (entries.hasNext()) {
            Map.Entry<CharSequence, CharSequence> entry = entries.next();
            if (!isOurs(entry.getKey())) {
                to.add(entry.getKey(), entry.getValue());
            }
        }
    }

    /** Filters may have changed the request, so its own headers count and not those that arrived. */
    private static void copy(ServerHttpRequest from, HttpHeaders to) {
        from.getHeaders().forEach((name, values) -> {
            if (!isOurs(name)) {
                to.add(name, values);
            }
        });
    }

    private static boolean isOurs(CharSequence name) {
        return switch (name.length()) {
            case 4 -> AsciiString.contentEqualsIgnoreCase(HttpHeaderNames.HOST, name);
            case 6 -> AsciiString.contentEqualsIgnoreCase(HttpHeaderNames.EXPECT, name);
            case 14 ->
                AsciiString.contentEqualsIgnoreCase(HttpHeaderNames.CONTENT_LENGTH, name)
                        || AsciiString.contentEqualsIgnoreCase(Call.REGION, name);
            case 17 -> AsciiString.contentEqualsIgnoreCase(HttpHeaderNames.TRANSFER_ENCODING, name);
            default -> false;
        };
    }

    /**
     * Returns the length of the request's body: 0 for none, -1 when it is not known before its end. A filter that put another
     * body in place of the one that arrived has said its length in the headers.
     */
    static long contentLength(ServerWebExchange exchange, Downstream arriving) {
        if (exchange instanceof ServerWebExchangeDecorator) {
            var headers = exchange.getRequest().getHeaders();
            if (headers.containsHeader("transfer-encoding")) {
                return -1;
            }
            return Math.max(0, headers.getContentLength());
        }
        return arriving.requestLength();
    }
}
