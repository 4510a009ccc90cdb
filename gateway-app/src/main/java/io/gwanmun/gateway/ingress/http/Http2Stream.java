package io.gwanmun.gateway.ingress.http;

import java.util.Objects;
import java.util.concurrent.TimeUnit;

import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http2.DefaultHttp2ResetFrame;
import io.netty.handler.codec.http2.Http2CodecUtil;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.HttpConversionUtil.ExtensionHeaderNames;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;

import io.gwanmun.gateway.pipeline.ClientFault;
import io.gwanmun.gateway.pipeline.LoopSweep;
import io.gwanmun.gateway.pipeline.Refusal;

/**
 * A stream of an HTTP/2 connection: one call
 * (<a href="https://datatracker.ietf.org/doc/html/rfc9113#section-8.1">RFC 9113</a>). Stands behind a codec that speaks HTTP
 * objects, so a call is the same as on HTTP/1.1.
 */
final class Http2Stream extends ChannelInboundHandlerAdapter implements Carrier, LoopSweep.Swept {

    private static final Refusal PATH = Refusal.of(ClientFault.BAD_PATH, "The path must begin with a slash.");

    private static final long FORGETTING_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final Connection connection;
    private final Slowness slowness;
    private @Nullable ChannelHandlerContext context;
    private @Nullable ServerCall current;
    private @Nullable HttpRequest held;
    private long bytes;
    private long answeredNanos;
    private boolean receiving = true;
    private boolean answered;
    private boolean watched;
    private boolean awaitsContinue;

    Http2Stream(Connection connection) {
        this.connection = connection;
        this.slowness = new Slowness(connection.limits());
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        context = added;
    }

    @Override
    public void channelRead(ChannelHandlerContext reading, Object message) {
        if (message instanceof HttpRequest request) {
            boolean ended = request instanceof LastHttpContent;
            if (ended || ServerCall.lengthOf(request.headers()) != 0) {
                begin(request, ended);
            } else {
                // What it sends all the same would make it another request, so its end is awaited.
                held = request;
            }
        }
        if (message instanceof HttpContent content) {
            beginHeld(content);
            content(content);
        } else {
            ReferenceCountUtil.release(message);
        }
    }

    private void beginHeld(HttpContent content) {
        HttpRequest request = held;
        if (request != null && content instanceof LastHttpContent) {
            held = null;
            begin(request, true);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext complete) {
        if (receiving || !answered) {
            // Most calls are over in the turn of the loop that began them, and need no watch.
            watch();
        }
        complete.fireChannelReadComplete();
    }

    private void watch() {
        if (!watched) {
            watched = true;
            connection.sweep().watch(this);
        }
    }

    private void begin(HttpRequest request, boolean ended) {
        HttpHeaders headers = request.headers();
        for (ExtensionHeaderNames made : ExtensionHeaderNames.values()) {
            headers.remove(made.text());
        }
        boolean whole =
                request instanceof FullHttpRequest full && !full.content().isReadable();
        // An answer may be written before this method returns.
        receiving = !ended;
        if (whole) {
            headers.remove(HttpHeaderNames.TRANSFER_ENCODING);
        }
        awaitsContinue = headers.contains(HttpHeaderNames.EXPECT);
        ServerLimits limits = connection.limits();
        Refusal refusal = refusalOf(request, limits);
        if (refusal == null) {
            ServerCall call = new ServerCall(this, request);
            current = call;
            call.heardBy(connection.server().receiver().receive(call));
        } else {
            refuse(request, refusal);
        }
    }

    private void refuse(HttpRequest request, Refusal refusal) {
        ServerCall call = Framed.unsound(this, request);
        current = call;
        call.heardBy(connection.server().receiver().refuse(call, refusal));
    }

    private static @Nullable Refusal refusalOf(HttpRequest request, ServerLimits limits) {
        HttpHeaders headers = request.headers();
        if (!request.uri().startsWith("/") && !HttpMethod.CONNECT.equals(request.method())) {
            return PATH;
        }
        if (request.uri().length() > limits.requestLine()) {
            return Refusal.of(ClientFault.TARGET_TOO_LONG);
        }
        int size = 0;
        for (var field : headers) {
            size += field.getKey().length() + field.getValue().length() + 4;
        }
        if (size > limits.head() || headers.size() > limits.fields()) {
            return Refusal.of(ClientFault.HEAD_TOO_LARGE);
        }
        String expected = headers.get(HttpHeaderNames.EXPECT);
        if (expected != null && !HttpHeaderValues.CONTINUE.contentEqualsIgnoreCase(expected)) {
            return Refusal.of(ClientFault.EXPECTATION_FAILED);
        }
        return null;
    }

    private void content(HttpContent content) {
        ServerCall call = current;
        bytes += content.content().readableBytes();
        if (call == null || answered) {
            content.release();
        } else {
            call.onPart(content.content());
        }
        if (content instanceof LastHttpContent) {
            receiving = false;
            if (call != null) {
                call.onEnd();
            }
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext inactive) {
        ServerCall left = current;
        current = null;
        if (left != null && !answered) {
            left.left(Refusal.of(ClientFault.CLIENT_CLOSED));
        }
        inactive.fireChannelInactive();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext changed) {
        ServerCall call = current;
        if (call != null && changed.channel().isWritable()) {
            call.answer().becameWritable();
        }
        changed.fireChannelWritabilityChanged();
    }

    /** What the protocol forbids ends the stream, and no more than the stream. */
    @Override
    public void exceptionCaught(ChannelHandlerContext caught, Throwable cause) {
        Http2Exception wrong = Http2CodecUtil.getEmbeddedHttp2Exception(cause);
        reset(wrong == null ? Http2Error.PROTOCOL_ERROR : wrong.error());
    }

    @Override
    public void answered(ServerCall call, ChannelFuture written) {
        answered = true;
        if (!written.isDone()) {
            // Flow control may hold it back for as long as the client likes.
            watch();
        }
        if (receiving) {
            // Some clients take a reset for the end of the answer, others overlook it and wait for ever to send more,
            // so the rest is read and forgotten for a while.
            answeredNanos = connection.sweep().nanos();
            call.resumeReading();
            watch();
        }
    }

    /** The rest of the request is not wanted; RFC 9113 section 8.1. */
    private void refuseRest() {
        if (receiving) {
            receiving = false;
            reset(Http2Error.NO_ERROR);
        }
    }

    @Override
    public void requestFailed(ServerCall call) {
        // The answer follows, and the rest of the request is refused with it.
    }

    @Override
    public void wrote(long bytes) {
        slowness.wrote(bytes);
    }

    @Override
    public void cut(ServerCall call) {
        reset(Http2Error.INTERNAL_ERROR);
    }

    private void reset(Http2Error error) {
        ChannelHandlerContext resetting = context();
        resetting.writeAndFlush(new DefaultHttp2ResetFrame(error)).addListener(done -> resetting.close());
    }

    @Override
    public boolean sweep(long now) {
        ServerCall call = current;
        if (call == null) {
            return sweepHeld(now);
        }
        if (!call.isOpen()) {
            return false;
        }
        if (awaitsContinue && !answered || !receiving) {
            slowness.bodyRests();
        } else if (answered && now - answeredNanos > FORGETTING_NANOS) {
            refuseRest();
        } else if (slowness.isBodySlow(now, call.channel(), bytes)) {
            if (answered) {
                refuseRest();
            } else {
                call.fail(Refusal.of(ClientFault.REQUEST_TIMEOUT));
            }
        }
        if (slowness.isAnswerSlow(now, call.channel())) {
            reset(Http2Error.CANCEL);
            return false;
        }
        return true;
    }

    private boolean sweepHeld(long now) {
        HttpRequest request = held;
        if (request == null || !context().channel().isActive()) {
            return false;
        }
        if (slowness.isBodySlow(now, context().channel(), bytes)) {
            held = null;
            refuse(request, Refusal.of(ClientFault.REQUEST_TIMEOUT));
        }
        return true;
    }

    @Override
    public void bodyWanted(ServerCall call) {
        String expected = call.requestHeaders().get(HttpHeaderNames.EXPECT);
        awaitsContinue = false;
        if (expected != null && !call.answer().isBegun()) {
            var unused = context().writeAndFlush(Framed.goOn());
        }
    }

    @Override
    public void complete(ServerCall call, HttpHeaders answer) {
        answer.remove(HttpHeaderNames.CONNECTION);
        answer.remove(HttpHeaderNames.TRANSFER_ENCODING);
    }

    /** Never asked: there is no such handshake on HTTP/2. */
    @Override
    public void switched(ServerCall call) {
        cut(call);
    }

    @Override
    public ChannelHandlerContext context() {
        return Objects.requireNonNull(context);
    }

    @Override
    public String protocol() {
        return "HTTP/2";
    }

    @Override
    public Connection connection() {
        return connection;
    }
}
