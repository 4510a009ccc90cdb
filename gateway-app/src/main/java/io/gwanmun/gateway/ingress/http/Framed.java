package io.gwanmun.gateway.ingress.http;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import org.jspecify.annotations.Nullable;

import io.gwanmun.gateway.pipeline.ClientFault;
import io.gwanmun.gateway.pipeline.Refusal;

/** What must hold of a head so that its message has a beginning and an end beyond doubt. */
final class Framed {

    /** The body cannot be read any further. */
    static final Refusal BROKEN_BODY = Refusal.of(ClientFault.BAD_REQUEST, "The body of the request cannot be read.");

    private static final Refusal UNREADABLE =
            Refusal.of(ClientFault.BAD_REQUEST, "The head of the request cannot be read.");
    private static final Refusal CODING =
            Refusal.of(ClientFault.BAD_REQUEST, "The only transfer coding accepted is chunked.");
    private static final Refusal VERSION =
            Refusal.of(ClientFault.BAD_REQUEST, "The request must be HTTP/1.1 or HTTP/1.0.");

    private Framed() {}

    /** Returns why a head is not accepted, null when it is. */
    static @Nullable Refusal refusalOf(HttpRequest request, ServerLimits limits) {
        if (request.decoderResult().isFailure()) {
            return refusalOf(request.decoderResult().cause());
        }
        HttpVersion version = request.protocolVersion();
        if (version.majorVersion() != 1 || version.minorVersion() > 1) {
            return VERSION;
        }
        HttpHeaders headers = request.headers();
        if (headers.size() > limits.fields()) {
            return Refusal.of(ClientFault.HEAD_TOO_LARGE);
        }
        String coding = headers.get(HttpHeaderNames.TRANSFER_ENCODING);
        if (coding != null && !HttpHeaderValues.CHUNKED.contentEqualsIgnoreCase(coding)) {
            return CODING;
        }
        String expected = headers.get(HttpHeaderNames.EXPECT);
        if (expected != null && !HttpHeaderValues.CONTINUE.contentEqualsIgnoreCase(expected)) {
            return Refusal.of(ClientFault.EXPECTATION_FAILED);
        }
        return null;
    }

    private static Refusal refusalOf(Throwable cause) {
        if (cause instanceof TooLongHttpLineException) {
            return Refusal.of(ClientFault.TARGET_TOO_LONG);
        }
        if (cause instanceof TooLongHttpHeaderException) {
            return Refusal.of(ClientFault.HEAD_TOO_LARGE);
        }
        return UNREADABLE;
    }

    /** Returns the word that lets a client send its body. */
    static FullHttpResponse goOn() {
        return new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE, Unpooled.EMPTY_BUFFER);
    }

    /** Returns a call for a head that is not accepted: what it says of a body is not believed. */
    static ServerCall unsound(Carrier carrier, HttpRequest request) {
        return new ServerCall(
                carrier, new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, request.method(), request.uri()));
    }
}
