package io.gwanmun.gateway.integration.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http2.DefaultHttp2WindowUpdateFrame;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.flush.FlushConsolidationHandler;

/**
 * The codec of HTTP/2 as a client towards services that may be wrong.
 *
 * <p>What is held is bounded: a stream's unread bytes by its window, a head by its list of headers, the frames that make one
 * up, empty frames, and acknowledgements that a service asks for and does not take by the codec's own limits. Pushes, and
 * streams that the service opens, are refused. The window of a connection never fills before those of its streams, so a
 * reader that is slow holds up nobody else.
 */
final class Http2Codec {

    private static final int MAX_HEAD = 32768;
    private static final int STREAM_WINDOW = 256 * 1024;
    private static final int CONNECTION_WINDOW = 1 << 30;
    private static final int FLUSHES_AT_ONCE = 256;
    private static final NoStreams NO_STREAMS = new NoStreams();

    private Http2Codec() {}

    static Http2FrameCodec newClient() {
        return Http2FrameCodecBuilder.forClient()
                .initialSettings(Http2Settings.defaultSettings()
                        .pushEnabled(false)
                        .maxConcurrentStreams(0)
                        .initialWindowSize(STREAM_WINDOW)
                        .maxHeaderListSize(MAX_HEAD))
                .validateHeaders(true)
                .build();
    }

    /** Begins to speak: puts the codec in front of a handler, which is told what concerns the connection. */
    static void addBefore(ChannelPipeline pipeline, String handler, Http2FrameCodec codec) {
        pipeline.addBefore(handler, null, new FlushConsolidationHandler(FLUSHES_AT_ONCE, true));
        pipeline.addBefore(handler, null, codec);
        pipeline.addBefore(handler, null, new Http2MultiplexHandler(NO_STREAMS));
        var unused = pipeline.channel().writeAndFlush(new DefaultHttp2WindowUpdateFrame(CONNECTION_WINDOW));
    }

    /** Streams that the service opens. */
    @Sharable
    private static final class NoStreams extends ChannelInitializer<Channel> {

        @Override
        protected void initChannel(Channel stream) {
            var unused = stream.close();
        }
    }
}
