package io.gwanmun.gateway.integration.http;

import java.io.IOException;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2GoAwayFrame;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2ResetFrame;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;

import io.gwanmun.gateway.pipeline.Fault;
import io.gwanmun.gateway.pipeline.GatewayFault;
import io.gwanmun.gateway.pipeline.UpstreamFault;

/**
 * One call over HTTP/2, on a stream of a connection.
 *
 * <p>States: <i>planned</i> while the connection is being made; <i>open</i>, as a channel of its own, whose reading is the
 * stream's window and whose writability is the service's; <i>closed</i>. A stream that is closed before both sides ended it
 * is reset. A reset of the service's, a farewell and a cut connection close the channel, and only then it is decided what
 * becomes of the call: what had come before is read first.
 */
final class Http2LegStream extends LegCarrier {

    private static final int SWITCHING_PROTOCOLS = 101;
    private static final int FIRST_FINAL = 200;

    private final Http2LegConnection connection;
    private boolean answered;
    private boolean headed;
    private boolean bodyDue;
    private boolean refused;
    private boolean reset;
    private boolean closed;

    Http2LegStream(Http2LegConnection connection, LegCall planned) {
        super(connection.pool());
        this.connection = connection;
        carry(planned);
    }

    /** Sends the request; the channel is there. */
    void start() {
        LegCall planned = call();
        if (planned != null) {
            reader().begin(planned);
            planned.send();
        }
    }

    /** Takes the call off a stream that will not be opened; null when it has gone already. */
    @Nullable
    LegCall takeBack() {
        LegCall planned = call();
        detach();
        close();
        return planned;
    }

    void sweep(long now) {
        if (channelIfOpen() != null) {
            sweepBusy(now);
        }
    }

    /** Ends a call that is planned still when its own time is over. */
    void sweepPlanned(long now) {
        LegCall planned = call();
        if (planned != null && planned.isOverdue(now)) {
            abort(UpstreamFault.CONNECT_TIMEOUT);
        }
    }

    @Override
    void expire(Fault fault) {
        LegCall late = call();
        long since = body() != null || late == null ? sinceNanos() : late.startedNanos();
        super.expire(fault);
        connection.unanswered(since);
    }

    @Override
    void writeHead(LegRequest request, boolean ended) {
        Http2Headers head;
        try {
            head = Http2Head.of(request, pool().leg().target());
        } catch (IllegalArgumentException e) {
            abort(GatewayFault.INTERNAL);
            return;
        }
        write(new DefaultHttp2HeadersFrame(head, ended));
        if (ended) {
            channel().flush();
        }
    }

    @Override
    void writePart(ByteBuf part) {
        write(new DefaultHttp2DataFrame(part));
    }

    @Override
    void writeEnd() {
        write(new DefaultHttp2DataFrame(true));
    }

    private void write(Object frame) {
        var unused = channel().write(frame, channel().voidPromise());
    }

    @Override
    Framing framing(HttpResponse response, boolean toHead) {
        Framing framing = Framing.ofFrames(response, toHead);
        bodyDue = framing == Framing.LENGTH && HttpUtil.getContentLength(response, 0L) > 0;
        return framing;
    }

    /** A stream says itself where its end is. */
    @Override
    boolean isCloseTrusted() {
        return true;
    }

    @Override
    boolean isAnswered() {
        return answered;
    }

    @Override
    void finish(boolean reusable) {
        detach();
        connection.answered();
        close();
    }

    @Override
    void leave() {
        reader().release();
        close();
    }

    @Override
    void close() {
        if (!closed) {
            closed = true;
            Channel open = channelIfOpen();
            if (open != null) {
                var unused = open.close();
            }
            connection.forget(this);
        }
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        opened(ctx.channel());
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object frame) {
        if (!isBusy()) {
            ReferenceCountUtil.release(frame);
        } else if (frame instanceof Http2HeadersFrame head) {
            onHeaders(head.headers(), head.isEndStream());
        } else if (frame instanceof Http2DataFrame data) {
            onData(data.content(), data.isEndStream());
        } else {
            ReferenceCountUtil.release(frame);
        }
    }

    private void onHeaders(Http2Headers headers, boolean ended) {
        answered = true;
        CharSequence status = headers.status();
        if (headed != (status == null)) {
            abort(UpstreamFault.BAD_RESPONSE);
            return;
        }
        if (status != null && !isHead(status, headers)) {
            return;
        }
        // What has no status are trailers; nobody is told them.
        if (ended) {
            onEnd();
        }
    }

    private boolean isHead(CharSequence status, Http2Headers headers) {
        HttpResponse response;
        try {
            response = Http2Head.response(status, headers);
        } catch (IllegalArgumentException e) {
            abort(UpstreamFault.BAD_RESPONSE);
            return false;
        }
        int code = response.status().code();
        if (code < FIRST_FINAL && code != SWITCHING_PROTOCOLS) {
            return false;
        }
        headed = true;
        reader().onHead(response);
        return true;
    }

    private void onData(ByteBuf part, boolean ended) {
        bodyDue &= !part.isReadable();
        reader().onPart(part);
        if (ended) {
            onEnd();
        }
    }

    /** The codec has compared lengths, except with no body at all, which is right where a body may not be. */
    private void onEnd() {
        if (bodyDue) {
            abort(UpstreamFault.BAD_RESPONSE);
        } else if (isBusy()) {
            reader().onEnd();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof Http2ResetFrame frame) {
            reset = true;
            refused = frame.errorCode() == Http2Error.REFUSED_STREAM.code();
        } else if (event instanceof Http2GoAwayFrame) {
            // Told only to streams above the last one that the service looks at.
            refused = true;
        }
        ctx.fireUserEventTriggered(event);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        reader().onReadComplete();
        lost();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof IOException) {
            // A write that came after the end of the stream; the end itself is on its way.
            LegCall asked = call();
            if (asked != null) {
                asked.stopSending();
            }
        } else if (cause.getCause() instanceof IOException) {
            lost();
        } else {
            abort(UpstreamFault.BAD_RESPONSE);
        }
    }

    /** The stream is gone under its call, if it has one. */
    private void lost() {
        LegCall cut = call();
        if (body() != null) {
            abort(UpstreamFault.BODY_TRUNCATED);
        } else if (cut != null && mayRepeat(cut)) {
            detach();
            close();
            cut.repeat(pool());
        } else if (cut != null) {
            if (refused) {
                cut.refusedUnread();
            }
            abort(UpstreamFault.CLOSED_EARLY);
        } else {
            close();
        }
    }

    private boolean mayRepeat(LegCall cut) {
        return !answered && (refused ? cut.mayResend() : !reset && connection.isProven() && cut.mayRepeat());
    }
}
