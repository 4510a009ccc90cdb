package io.gwanmun.gateway.integration.http;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInboundInvoker;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.util.ReferenceCountUtil;

/**
 * A connection on which the service has gone over from HTTP to another protocol. It belongs to no pool any more; whoever
 * holds it must install handlers, and with them take its life in hand, or close it. Until then nothing is read, and what the
 * service sent directly behind its answer is kept. Used on the loop of the connection only.
 */
public final class LegTunnel extends ChannelInboundHandlerAdapter {

    private final Channel channel;
    private final Deque<Object> kept = new ArrayDeque<>(2);
    private boolean installed;
    private boolean readsOn;

    LegTunnel(Channel channel) {
        this.channel = channel;
    }

    /**
     * Hands the connection over. The handlers may write at once; what was kept, what comes and the end of the connection, also
     * one that came before, they hear of in later turns of the loop.
     *
     * @param handlers adds handlers at the end of the pipeline
     */
    public void install(Consumer<ChannelPipeline> handlers) {
        if (installed) {
            throw new IllegalStateException("The connection has been handed over before");
        }
        installed = true;
        channel.config().setOption(ChannelOption.AUTO_CLOSE, true);
        handlers.accept(channel.pipeline());
        channel.eventLoop().execute(this::readOn);
    }

    private void readOn() {
        if (readsOn) {
            return;
        }
        readsOn = true;
        ChannelPipeline pipeline = channel.pipeline();
        // A connection that had ended before has lost its handlers then, this one too.
        ChannelHandlerContext here = pipeline.context(this);
        ChannelInboundInvoker before = here == null ? pipeline : here;
        boolean any = !kept.isEmpty();
        while (!kept.isEmpty()) {
            before.fireChannelRead(kept.removeFirst());
        }
        if (any) {
            before.fireChannelReadComplete();
        }
        if (!channel.isActive()) {
            before.fireChannelInactive();
        }
        if (here != null && !here.isRemoved()) {
            pipeline.remove(this);
        }
        channel.config().setAutoRead(true);
    }

    /** Closes the connection if it was not handed over; else does nothing. */
    public void close() {
        if (!installed) {
            release();
            var unused = channel.close();
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (channel.isOpen()) {
            kept.addLast(message);
        } else {
            ReferenceCountUtil.release(message);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        // Whoever takes the connection hears of it then.
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (installed) {
            readOn();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof SslCloseCompletionEvent) {
            var unused = ctx.close();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (installed) {
            ctx.fireExceptionCaught(cause);
        } else {
            close();
        }
    }

    private void release() {
        while (!kept.isEmpty()) {
            ReferenceCountUtil.release(kept.removeFirst());
        }
    }
}
