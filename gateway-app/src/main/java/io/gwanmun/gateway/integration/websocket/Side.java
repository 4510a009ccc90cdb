package io.gwanmun.gateway.integration.websocket;

import java.util.Objects;

import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.Utf8FrameValidator;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameEncoder;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;

import io.gwanmun.gateway.pipeline.Downstream;

/**
 * One of the two connections of a {@link Relay}. Checks what arrives on it and tells the relay, and writes what the relay says;
 * decides nothing. Used on its loop only.
 *
 * <p>The codec refuses wrong masks, reserved bits and opcodes, control frames that are fragmented or too long, and wrong orders
 * of fragments; the validator text that is not UTF-8. What is checked here: sums over the fragments of a message, close codes,
 * and how many pings and pongs come. After a mistake nothing is parsed any more, what still comes is thrown away.
 */
final class Side extends ChannelInboundHandlerAdapter {

    /** Fragments of one message, however small. */
    static final int MOST_FRAGMENTS = 4096;
    /** Pings and pongs between two turns of the relay's second. */
    static final int MOST_CONTROLS = 100;

    private final Relay relay;
    private final Closing.By who;
    private final WebSocketPolicy policy;
    private @Nullable ChannelHandlerContext context;
    private @Nullable ChannelFuture lastWord;
    private long messageBytes;
    private int fragments;
    private int controls;
    private boolean heardClose;
    private boolean broken;
    private boolean lost;

    Side(Relay relay, Closing.By who, WebSocketPolicy policy) {
        this.relay = relay;
        this.who = who;
        this.policy = policy;
    }

    /** Puts the codec and this side at the end of a connection's pipeline. */
    void join(ChannelPipeline pipeline) {
        boolean service = who == Closing.By.SERVICE;
        WebSocketDecoderConfig config = WebSocketDecoderConfig.newBuilder()
                .expectMaskedFrames(!service)
                .allowMaskMismatch(false)
                .allowExtensions(false)
                .maxFramePayloadLength((int) policy.maxFrame().toBytes())
                .closeOnProtocolViolation(false)
                .build();
        pipeline.addLast(
                new WebSocket13FrameDecoder(config),
                new WebSocket13FrameEncoder(service),
                new Utf8FrameValidator(false),
                this);
    }

    Closing.By who() {
        return who;
    }

    boolean heardClose() {
        return heardClose;
    }

    boolean isLost() {
        return lost;
    }

    boolean isWritable() {
        return context().channel().isWritable();
    }

    /** Hands a frame on; false, and the frame is released, when no more may be said here. */
    boolean pass(WebSocketFrame frame) {
        if (lastWord != null || lost) {
            frame.release();
            return false;
        }
        var unused = context().write(frame, context().voidPromise());
        return true;
    }

    /** Says a close frame unless one has been said; ends the connection behind it when the other side has said its own. */
    void sayLast(CloseWebSocketFrame frame) {
        if (lastWord != null || lost) {
            frame.release();
        } else {
            lastWord = context().writeAndFlush(frame);
            endIfDone();
        }
    }

    void sayLast(int code) {
        sayLast(new CloseWebSocketFrame(code, ""));
    }

    /** Parses no more. */
    void breaks() {
        if (!broken) {
            broken = true;
            context().pipeline().remove(WebSocket13FrameDecoder.class);
        }
    }

    void pause() {
        context().channel().config().setAutoRead(false);
    }

    void resume() {
        if (!lost) {
            context().channel().config().setAutoRead(true);
        }
    }

    void flush() {
        if (!lost) {
            context().flush();
        }
    }

    void cut() {
        if (!lost) {
            var unused = context().close();
        }
    }

    /** Begins another second of the limit on pings and pongs. */
    void forgetControls() {
        controls = 0;
    }

    /** Says whether the connection was missing before it could be heard of. */
    boolean isDead() {
        return !context().channel().isActive();
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (broken || lost || !(message instanceof WebSocketFrame frame)) {
            ReferenceCountUtil.release(message);
        } else if (frame instanceof CloseWebSocketFrame close) {
            onClose(close);
        } else {
            int wrong = check(frame);
            if (wrong == Closing.NONE) {
                relay.pass(this, frame);
            } else {
                frame.release();
                relay.violated(this, wrong);
            }
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        relay.flush(this);
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        relay.writabilityChanged(this);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (!lost) {
            lost = true;
            relay.lost(this);
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event == Downstream.DRAIN) {
            relay.end(Closing.GOING_AWAY);
        } else if (event instanceof SslCloseCompletionEvent) {
            var unused = ctx.close();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof CorruptedWebSocketFrameException corrupt) {
            relay.violated(this, corrupt.closeStatus().code());
        } else {
            var unused = ctx.close();
        }
    }

    private void onClose(CloseWebSocketFrame frame) {
        heardClose = true;
        int code = frame.content().readableBytes() < 2
                ? Closing.NONE
                : frame.content().getUnsignedShort(frame.content().readerIndex());
        if (code == Closing.NONE || Closing.isSendable(code)) {
            relay.closes(this, frame, code);
            endIfDone();
        } else {
            frame.release();
            relay.violated(this, Closing.PROTOCOL_ERROR);
        }
    }

    /** Returns what a frame is to be answered with, {@link Closing#NONE} when nothing is wrong with it. */
    private int check(WebSocketFrame frame) {
        if (frame instanceof PingWebSocketFrame || frame instanceof PongWebSocketFrame) {
            controls++;
            return controls > MOST_CONTROLS ? Closing.POLICY_VIOLATION : Closing.NONE;
        }
        messageBytes += frame.content().readableBytes();
        fragments++;
        boolean tooBig = messageBytes > policy.maxMessage().toBytes() || fragments > MOST_FRAGMENTS;
        if (frame.isFinalFragment()) {
            messageBytes = 0;
            fragments = 0;
        }
        return tooBig ? Closing.MESSAGE_TOO_BIG : Closing.NONE;
    }

    private void endIfDone() {
        if (lastWord != null && heardClose) {
            lastWord.addListener(ChannelFutureListener.CLOSE);
        }
    }

    private ChannelHandlerContext context() {
        return Objects.requireNonNull(context);
    }
}
