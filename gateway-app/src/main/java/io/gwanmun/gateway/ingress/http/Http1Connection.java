package io.gwanmun.gateway.ingress.http;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;

import io.gwanmun.gateway.pipeline.ClientFault;
import io.gwanmun.gateway.pipeline.Downstream;
import io.gwanmun.gateway.pipeline.LoopSweep;
import io.gwanmun.gateway.pipeline.Refusal;

/**
 * A connection that speaks HTTP/1.1: one call after the other, answered in the order they came
 * (<a href="https://datatracker.ietf.org/doc/html/rfc9112#section-9.3.2">RFC 9112</a>).
 *
 * <p>What a client sends ahead of an answer, or ahead of taking one, waits here, and reading stops meanwhile, so at most what
 * one turn of the loop read is held. A connection whose framing is in doubt is closed behind its answer.
 */
final class Http1Connection extends ChannelInboundHandlerAdapter implements Carrier, LoopSweep.Swept {

    private static final long FORGOTTEN_BYTES = 64 * 1024;
    private static final long LINGER_NANOS = 2_000_000_000L;
    private static final String CONTINUE = HttpHeaderValues.CONTINUE.toString();

    private final Connection connection;
    private final Http1Decoder decoder;
    private final Deque<Object> ahead = new ArrayDeque<>(2);
    private final Slowness slowness;
    private @Nullable ChannelHandlerContext context;
    private @Nullable ServerCall current;
    private String protocol = "HTTP/1.1";
    private long requests;
    private long since;
    private boolean receiving;
    private boolean answered;
    private boolean continueExpected;
    private boolean keepAlive = true;
    private boolean leaving;
    private boolean headSeen;
    private boolean taking;
    private boolean lingering;
    private boolean flushed;
    private boolean switched;

    private Http1Connection(Connection connection, Http1Decoder decoder) {
        this.connection = connection;
        this.decoder = decoder;
        this.slowness = new Slowness(connection.limits());
    }

    /** Lets a connection speak HTTP/1.1 from now on. */
    static void install(Connection connection) {
        Http1Decoder decoder = new Http1Decoder(connection.limits());
        connection
                .channel()
                .pipeline()
                .addLast("decoder", decoder)
                .addLast("encoder", new HttpResponseEncoder())
                .addLast("http1", new Http1Connection(connection, decoder));
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        context = added;
        since = connection.sweep().nanos();
        connection.sweep().watch(this);
    }

    @Override
    public void channelRead(ChannelHandlerContext reading, Object message) {
        if (switched) {
            reading.fireChannelRead(message);
        } else if (lingering) {
            ReferenceCountUtil.release(message);
        } else if (!ahead.isEmpty() || !mayTake()) {
            ahead.add(message);
            connection.channel().config().setAutoRead(false);
        } else {
            take(message);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext inactive) {
        ahead.forEach(ReferenceCountUtil::release);
        ahead.clear();
        ServerCall left = current;
        current = null;
        if (left != null && !answered) {
            left.left(Refusal.of(ClientFault.CLIENT_CLOSED));
        }
        inactive.fireChannelInactive();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext changed) {
        if (changed.channel().isWritable() && !switched) {
            ServerCall call = current;
            if (call != null) {
                call.answer().becameWritable();
            }
            takeAhead();
        }
        changed.fireChannelWritabilityChanged();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext triggered, Object event) {
        if (event == Drain.EVENT) {
            drain(triggered);
        } else {
            triggered.fireUserEventTriggered(event);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext caught, Throwable cause) {
        if (switched) {
            caught.fireExceptionCaught(cause);
        } else {
            Connection.broke(caught.channel(), cause);
        }
    }

    private void take(Object message) {
        if (message instanceof HttpRequest request) {
            begin(request);
        }
        if (message instanceof HttpContent content) {
            content(content);
        }
    }

    private void begin(HttpRequest request) {
        requests++;
        slowness.bodyRests();
        headSeen = false;
        receiving = true;
        answered = false;
        protocol = request.protocolVersion().equals(HttpVersion.HTTP_1_0) ? "HTTP/1.0" : "HTTP/1.1";
        keepAlive = protocol.equals("HTTP/1.1") && HttpUtil.isKeepAlive(request);
        continueExpected = CONTINUE.equalsIgnoreCase(request.headers().get(HttpHeaderNames.EXPECT));
        Refusal refusal = Framed.refusalOf(request, connection.limits());
        ServerCall call = refusal == null ? new ServerCall(this, request) : Framed.unsound(this, request);
        current = call;
        if (refusal != null) {
            leaving = true;
            receiving = false;
            call.heardBy(connection.server().receiver().refuse(call, refusal));
        } else {
            call.heardBy(connection.server().receiver().receive(call));
        }
    }

    private void content(HttpContent content) {
        ServerCall call = current;
        if (call == null || !receiving) {
            content.release();
            return;
        }
        if (content.decoderResult().isFailure()) {
            content.release();
            leaving = true;
            receiving = false;
            if (answered) {
                closeGently();
            } else {
                call.fail(Framed.BROKEN_BODY);
            }
            return;
        }
        call.onPart(content.content());
        if (current == call && content instanceof LastHttpContent) {
            receiving = false;
            call.onEnd();
            if (answered) {
                next();
            }
        }
    }

    @Override
    public void answered(ServerCall call, ChannelFuture written) {
        answered = true;
        if (leaving || !keepAlive) {
            closeGently();
        } else if (!receiving) {
            next();
        } else {
            call.resumeReading();
        }
    }

    private void next() {
        if (leaving) {
            closeGently();
            return;
        }
        current = null;
        since = connection.sweep().nanos();
        takeAhead();
    }

    private void takeAhead() {
        if (taking) {
            return;
        }
        taking = true;
        while (!ahead.isEmpty() && mayTake()) {
            take(ahead.remove());
        }
        taking = false;
        if (ahead.isEmpty() && !connection.channel().config().isAutoRead()) {
            connection.channel().config().setAutoRead(true);
        }
    }

    /** The body of the call that runs is taken at any time, the next call when there is room for its answer. */
    private boolean mayTake() {
        return !lingering && (current == null ? isWritable() : receiving);
    }

    private boolean isWritable() {
        return connection.channel().isWritable();
    }

    @Override
    public void complete(ServerCall call, HttpHeaders answer) {
        long left = call.left();
        boolean bodyUnread = left != 0 && (continueExpected || left < 0 || left > FORGOTTEN_BYTES);
        if (bodyUnread
                || call.protocol().equals("HTTP/1.0")
                || requests >= connection.limits().requestsPerConnection()
                || connection.server().isLeaving()) {
            leaving = true;
        }
        if (leaving || !keepAlive) {
            answer.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        }
    }

    @Override
    public void bodyWanted(ServerCall call) {
        if (continueExpected && !call.answer().isBegun()) {
            continueExpected = false;
            var unused = context().writeAndFlush(Framed.goOn());
        }
    }

    @Override
    public void cut(ServerCall call) {
        if (call.protocol().equals("HTTP/1.0")) {
            // An orderly end would be the end of its answer.
            connection.channel().config().setOption(ChannelOption.SO_LINGER, 0);
        }
        var unused = connection.channel().close();
    }

    @Override
    public void requestFailed(ServerCall call) {
        leaving = true;
    }

    @Override
    public void wrote(long bytes) {
        slowness.wrote(bytes);
    }

    @Override
    public void switched(ServerCall call) {
        if (!ahead.isEmpty()) {
            // Whoever speaks before the handshake is answered does not speak the new protocol.
            cut(call);
            return;
        }
        switched = true;
        current = null;
        connection.channel().pipeline().remove(Http1Decoder.class);
        connection.channel().pipeline().remove(HttpResponseEncoder.class);
        if (leaving) {
            context().fireUserEventTriggered(Downstream.DRAIN);
        }
    }

    private void drain(ChannelHandlerContext draining) {
        leaving = true;
        if (switched) {
            draining.fireUserEventTriggered(Downstream.DRAIN);
        } else if (current == null && ahead.isEmpty()) {
            draining.close();
        }
    }

    /**
     * Closes the connection behind an answer. The client may still be sending; what comes is read and forgotten for a while
     * after the answer has left, as a reset could take it away from the client.
     */
    private void closeGently() {
        ahead.forEach(ReferenceCountUtil::release);
        ahead.clear();
        lingering = true;
        boolean quiet = !receiving && !leaving;
        context().writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(written -> left(quiet));
        connection.channel().config().setAutoRead(true);
    }

    private void left(boolean quiet) {
        flushed = true;
        since = connection.sweep().nanos();
        if (quiet) {
            connection.channel().close();
        } else {
            Farewell.say(connection.channel());
        }
    }

    @Override
    public boolean sweep(long now) {
        if (!connection.channel().isActive() || switched) {
            return false;
        }
        ServerCall call = current;
        if (lingering) {
            closeWhen(flushed && now - since > LINGER_NANOS);
        } else if (call == null && ahead.isEmpty()) {
            sweepIdle(now);
        }
        sweepBody(now, call);
        closeWhen(slowness.isAnswerSlow(now, connection.channel()));
        return true;
    }

    private void sweepBody(long now, @Nullable ServerCall call) {
        if (call == null || !receiving || continueExpected) {
            slowness.bodyRests();
        } else if (slowness.isBodySlow(now, connection.channel(), decoder.bytes())) {
            receiving = false;
            if (answered) {
                cut(call);
            } else {
                call.fail(Refusal.of(ClientFault.REQUEST_TIMEOUT));
            }
        }
    }

    private void sweepIdle(long now) {
        ServerLimits limits = connection.limits();
        if (!decoder.isInHead()) {
            closeWhen(now - since > (requests == 0 ? limits.headTimeout() : limits.idle()).toNanos());
        } else if (!headSeen) {
            headSeen = true;
            since = requests == 0 ? since : now;
        } else if (now - since > limits.headTimeout().toNanos()) {
            leaving = true;
            receiving = false;
            ServerCall unread = ServerCall.unread(this);
            current = unread;
            answered = false;
            unread.heardBy(connection.server().receiver().refuse(unread, Refusal.of(ClientFault.REQUEST_TIMEOUT)));
        }
    }

    private void closeWhen(boolean overdue) {
        if (overdue) {
            var unused = connection.channel().close();
        }
    }

    @Override
    public ChannelHandlerContext context() {
        return Objects.requireNonNull(context);
    }

    @Override
    public String protocol() {
        return protocol;
    }

    @Override
    public Connection connection() {
        return connection;
    }
}
