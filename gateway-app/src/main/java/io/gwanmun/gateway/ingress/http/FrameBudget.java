package io.gwanmun.gateway.ingress.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2Flags;
import io.netty.handler.codec.http2.Http2FrameLogger;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.logging.LogLevel;

/**
 * Counts the frames of an HTTP/2 connection that ask for no answer and cost their sender next to nothing: {@code PING},
 * {@code SETTINGS}, {@code PRIORITY}, unknown ones, and updates of windows into which little is sent. A client that sends more of
 * them than any honest one is told to be calm
 * (<a href="https://datatracker.ietf.org/doc/html/rfc9113#section-10.5">RFC 9113</a>).
 *
 * <p>Stands where Netty lets somebody look at every frame. Used on the event loop of its connection.
 */
final class FrameBudget extends Http2FrameLogger {

    private static final int MOST = 10_000;
    private static final int MOST_SETTINGS = 100;
    private static final int UPDATES_PER_DATA = 10;

    private Runnable exceeded = () -> {};
    private long frames;
    private long settings;
    private long updates;
    private long data;
    private boolean told;

    FrameBudget() {
        super(LogLevel.TRACE);
    }

    /** Has something run once, when there was too much. */
    void whenExceeded(Runnable action) {
        exceeded = action;
    }

    /** Begins a new count; to be called every 30 seconds. */
    void renew() {
        frames = 0;
        settings = 0;
        updates = 0;
        data = 0;
    }

    private void count(Direction direction) {
        if (direction == Direction.INBOUND) {
            frames++;
            check();
        }
    }

    private void check() {
        boolean spent = frames > MOST || settings > MOST_SETTINGS || updates > MOST + UPDATES_PER_DATA * data;
        if (spent && !told) {
            told = true;
            exceeded.run();
        }
    }

    @Override
    public void logPing(Direction direction, ChannelHandlerContext context, long content) {
        count(direction);
    }

    @Override
    public void logPingAck(Direction direction, ChannelHandlerContext context, long content) {
        count(direction);
    }

    @Override
    public void logPriority(
            Direction direction, ChannelHandlerContext context, int id, int parent, short weight, boolean exclusive) {
        count(direction);
    }

    @Override
    public void logUnknownFrame(
            Direction direction, ChannelHandlerContext context, byte type, int id, Http2Flags flags, ByteBuf content) {
        count(direction);
    }

    @Override
    public void logSettingsAck(Direction direction, ChannelHandlerContext context) {
        count(direction);
    }

    @Override
    public void logSettings(Direction direction, ChannelHandlerContext context, Http2Settings sent) {
        if (direction == Direction.INBOUND) {
            settings++;
            check();
        }
    }

    @Override
    public void logWindowsUpdate(Direction direction, ChannelHandlerContext context, int id, int increment) {
        if (direction == Direction.INBOUND) {
            updates++;
            check();
        }
    }

    @Override
    public void logData(
            Direction direction, ChannelHandlerContext context, int id, ByteBuf content, int padding, boolean end) {
        if (direction == Direction.OUTBOUND) {
            data++;
        }
    }

    @Override
    public void logHeaders(
            Direction direction,
            ChannelHandlerContext context,
            int id,
            Http2Headers headers,
            int padding,
            boolean end) {
        // Netty bounds these itself.
    }

    @Override
    public void logRstStream(Direction direction, ChannelHandlerContext context, int id, long error) {
        // Netty bounds these itself.
    }
}
