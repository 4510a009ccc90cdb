package io.gwanmun.gateway.ingress.http;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.handler.codec.http2.DefaultHttp2GoAwayFrame;
import io.netty.handler.codec.http2.Http2CodecUtil;
import io.netty.handler.codec.http2.Http2Connection.Endpoint;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2FrameStream;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2LocalFlowController;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2StreamFrame;
import io.netty.handler.codec.http2.Http2StreamFrameToHttpObjectCodec;
import io.netty.handler.codec.http2.HttpConversionUtil;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;

import io.gwanmun.gateway.pipeline.LoopSweep;

/**
 * A connection that speaks HTTP/2 (<a href="https://datatracker.ietf.org/doc/html/rfc9113">RFC 9113</a>). Streams have
 * channels of their own; here is what concerns them all: the settings, floods of frames that cost the sender nothing, the
 * time without a stream, and the end by {@code GOAWAY}.
 */
final class Http2Connection extends ChannelInboundHandlerAdapter implements LoopSweep.Swept {

    /** Seconds over which resets are counted; Netty's own for the same. */
    private static final int WINDOW_SECONDS = 30;

    private static final long WINDOW_NANOS = WINDOW_SECONDS * 1_000_000_000L;
    private static final long FAREWELL_NANOS = 1_000_000_000L;
    private static final int LARGEST_FRAME = 16 * 1024;

    private final Connection connection;
    private final Http2FrameCodec codec;
    private final FrameBudget budget;
    private final Slowness slowness;
    private @Nullable ChannelHandlerContext context;
    private long since;
    private long windowSince;
    private boolean ending;
    private boolean leaving;

    private Http2Connection(Connection connection, Http2FrameCodec codec, FrameBudget budget) {
        this.connection = connection;
        this.codec = codec;
        this.budget = budget;
        budget.whenExceeded(this::calm);
        this.slowness = new Slowness(connection.limits());
    }

    /** Lets a connection speak HTTP/2 from now on. */
    static void install(Connection connection) {
        ServerLimits limits = connection.limits();
        FrameBudget budget = new FrameBudget();
        Http2FrameCodec codec = Http2FrameCodecBuilder.forServer()
                .frameLogger(budget)
                .validateHeaders(true)
                .validateRequiredPseudoHeaders(true)
                .gracefulShutdownTimeoutMillis(0)
                .decoderEnforceMaxRstFramesPerWindow(limits.resets(), WINDOW_SECONDS)
                .encoderEnforceMaxRstFramesPerWindow(limits.resets(), WINDOW_SECONDS)
                .initialSettings(Http2Settings.defaultSettings()
                        .maxConcurrentStreams(limits.streams())
                        .maxFrameSize(LARGEST_FRAME)
                        // Up to twice the limit is read, so that it can be refused with a word.
                        .maxHeaderListSize(2L * limits.head()))
                .build();
        connection
                .channel()
                .pipeline()
                .addLast("codec", codec)
                .addLast("streams", new Http2MultiplexHandler(new StreamInitializer(connection)))
                .addLast("http2", new Http2Connection(connection, codec, budget));
    }

    private static final class StreamInitializer extends ChannelInitializer<Channel> {

        private final Connection connection;

        StreamInitializer(Connection connection) {
            this.connection = connection;
        }

        @Override
        public boolean isSharable() {
            return true;
        }

        @Override
        protected void initChannel(Channel stream) {
            stream.pipeline().addLast(new MessageCodec()).addLast(new Http2Stream(connection));
        }
    }

    /** Netty's codec, but for the buffer that it makes for each request without a body, and loses when the head is malformed. */
    private static final class MessageCodec extends Http2StreamFrameToHttpObjectCodec {

        MessageCodec() {
            super(true, true);
        }

        @Override
        protected void decode(ChannelHandlerContext context, Http2StreamFrame frame, List<Object> out)
                throws Exception {
            if (frame instanceof Http2HeadersFrame head
                    && head.isEndStream()
                    && head.headers().method() != null) {
                Http2FrameStream stream = head.stream();
                int id = stream == null ? 0 : stream.id();
                out.add(HttpConversionUtil.toFullHttpRequest(id, head.headers(), Unpooled.EMPTY_BUFFER, true));
            } else {
                super.decode(context, frame, out);
            }
        }
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) throws Http2Exception {
        context = added;
        since = connection.sweep().nanos();
        windowSince = since;
        // Streams that nobody reads must not hold up the others, so there is room for all of them.
        int window = Math.max(2, connection.limits().streams()) * Http2CodecUtil.DEFAULT_WINDOW_SIZE;
        Endpoint<Http2LocalFlowController> local = codec.connection().local();
        local.flowController()
                .incrementWindowSize(
                        codec.connection().connectionStream(), window - Http2CodecUtil.DEFAULT_WINDOW_SIZE);
        connection.sweep().watch(this);
    }

    /** Frames of the connection itself; the codec has done what they ask for. */
    @Override
    public void channelRead(ChannelHandlerContext reading, Object frame) {
        ReferenceCountUtil.release(frame);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext triggered, Object event) {
        if (event == Drain.EVENT) {
            leave();
        } else {
            triggered.fireUserEventTriggered(event);
        }
    }

    /** What HTTP/2 forbids is told and closed by the codec, with the code of the error; of all else nothing can be said. */
    @Override
    public void exceptionCaught(ChannelHandlerContext caught, Throwable cause) {
        if (Http2CodecUtil.getEmbeddedHttp2Exception(cause) == null) {
            Connection.broke(caught.channel(), cause);
        }
    }

    @Override
    public boolean sweep(long now) {
        Channel channel = connection.channel();
        if (!channel.isActive()) {
            return false;
        }
        if (slowness.isStuck(now, channel) || ending && now - since > FAREWELL_NANOS) {
            var unused = channel.close();
            return false;
        }
        if (now - windowSince > WINDOW_NANOS) {
            windowSince = now;
            budget.renew();
        }
        if (!ending) {
            sweepStreams(now);
        }
        return true;
    }

    private void sweepStreams(long now) {
        ServerLimits limits = connection.limits();
        long streams = (codec.connection().remote().lastStreamCreated() + 1L) / 2;
        Duration unused = streams > 0 ? limits.idle() : limits.headTimeout();
        if (codec.connection().numActiveStreams() > 0) {
            since = now;
        } else if (now - since > (leaving ? FAREWELL_NANOS : unused.toNanos())) {
            end(Http2Error.NO_ERROR);
            return;
        }
        if (streams >= limits.requestsPerConnection() || connection.server().isLeaving()) {
            leave();
        }
    }

    /**
     * Says that no more streams should come; those that are on their way are still taken. The connection ends when it has had
     * no stream for a while (<a href="https://datatracker.ietf.org/doc/html/rfc9113#section-6.8">RFC 9113</a>).
     */
    private void leave() {
        if (!leaving) {
            leaving = true;
            since = connection.sweep().nanos();
            var unused = context()
                    .writeAndFlush(
                            new DefaultHttp2GoAwayFrame(Http2Error.NO_ERROR).setExtraStreamIds(Integer.MAX_VALUE));
        }
    }

    /** Said after the frame that was too much, as the codec is still reading it. */
    private void calm() {
        context().executor().execute(() -> end(Http2Error.ENHANCE_YOUR_CALM));
    }

    private void end(Http2Error error) {
        ending = true;
        since = connection.sweep().nanos();
        ChannelHandlerContext last = context();
        last.writeAndFlush(new DefaultHttp2GoAwayFrame(error)).addListener(done -> last.close());
    }

    private ChannelHandlerContext context() {
        return Objects.requireNonNull(context);
    }
}
