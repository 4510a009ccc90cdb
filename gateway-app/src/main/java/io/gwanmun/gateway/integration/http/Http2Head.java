package io.gwanmun.gateway.integration.http;

import java.util.Iterator;
import java.util.Map;
import java.util.function.UnaryOperator;

import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValidationUtil;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.AsciiString;

/**
 * Heads of messages as HTTP/2 writes them, from and to those of HTTP/1.1
 * (<a href="https://datatracker.ietf.org/doc/html/rfc9113#section-8.3">RFC 9113 section 8.3</a>).
 */
final class Http2Head {

    private static final AsciiString HTTP = AsciiString.cached("http");
    /** Without a locale: of the letters of ASCII only, and the same object when there is nothing to do. */
    private static final UnaryOperator<AsciiString> LOWER_CASE = AsciiString::toLowerCase;

    private static final AsciiString HTTPS = AsciiString.cached("https");

    private Http2Head() {}

    /**
     * Returns the head to send: names in lower case, {@code Host} as {@code :authority}, no {@code Transfer-Encoding}. The
     * other headers of one connection have been taken out before.
     *
     * @throws IllegalArgumentException when a header could be taken for another
     */
    static Http2Headers of(LegRequest request, HttpTarget target) {
        HttpHeaders from = request.headers();
        String host = from.get(HttpHeaderNames.HOST);
        Http2Headers to = new DefaultHttp2Headers(false, from.size() + 4)
                .method(request.method().asciiName())
                .scheme(target.secure() ? HTTPS : HTTP)
                .authority(host == null ? target.authority() : host)
                .path(request.uri());
        Iterator<Map.Entry<CharSequence, CharSequence>> entries = from.iteratorCharSequence();
        while (entries.hasNext()) {
            Map.Entry<CharSequence, CharSequence> entry = entries.next();
            requireClean(entry.getKey(), entry.getValue());
            AsciiString name = LOWER_CASE.apply(AsciiString.of(entry.getKey()));
            if (!HttpHeaderNames.HOST.equals(name) && !HttpHeaderNames.TRANSFER_ENCODING.equals(name)) {
                to.add(name, entry.getValue());
            }
        }
        return to;
    }

    /**
     * Returns the head of a response.
     *
     * @throws IllegalArgumentException when its status is no number, or a header could be taken for another
     */
    static HttpResponse response(CharSequence status, Http2Headers from) {
        HttpHeaders to = DefaultHttpHeadersFactory.headersFactory().newHeaders();
        for (Map.Entry<CharSequence, CharSequence> entry : from) {
            if (!Http2Headers.PseudoHeaderName.hasPseudoHeaderFormat(entry.getKey())) {
                to.add(entry.getKey(), entry.getValue());
            }
        }
        return new DefaultHttpResponse(
                HttpVersion.HTTP_1_1,
                HttpResponseStatus.valueOf(AsciiString.of(status).parseInt()),
                to);
    }

    private static void requireClean(CharSequence name, CharSequence value) {
        if (HttpHeaderValidationUtil.validateToken(name) >= 0
                || HttpHeaderValidationUtil.validateValidHeaderValue(value) >= 0) {
            throw new IllegalArgumentException("A header holds a character that may not stand in it");
        }
    }
}
