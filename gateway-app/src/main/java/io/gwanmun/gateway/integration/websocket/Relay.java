package io.gwanmun.gateway.integration.websocket;

import java.util.concurrent.TimeUnit;

import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;

import io.gwanmun.gateway.integration.http.LegTunnel;
import io.gwanmun.gateway.pipeline.Call;
import io.gwanmun.gateway.pipeline.ClientFault;
import io.gwanmun.gateway.pipeline.LoopSweep;
import io.gwanmun.gateway.pipeline.UpstreamFault;

/**
 * One WebSocket through the gateway: two connections with one life, on one event loop.
 *
 * <p><i>Open</i>: every frame, pings and pongs too, is written to the other side as it came. A side is not read while the other
 * one takes no more, so at most what one read brought and what a channel buffers is held.
 *
 * <p><i>Closing</i>, from the first of: a close frame, which is handed on as it is; a lost connection (the service then hears
 * 1001, the client 1014); a mistake in a frame (whoever made it hears the code for it, the other side as if it were lost); a
 * limit or the end of the gateway (both hear 1001). A connection ends when both have said a close frame on it; five seconds
 * later both are cut whatever they said.
 *
 * <p><i>Over</i>, when both connections have ended. Used on its loop only.
 */
final class Relay implements LoopSweep.Swept {

    static final long CLOSE_NANOS = TimeUnit.SECONDS.toNanos(5);

    private static final long CONTROLS_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final int NORMAL = 1000;

    private final WebSocketPolicy policy;
    private final Call call;
    private final OpenSockets sockets;
    private final LoopSweep clock;
    private final Side client;
    private final Side service;
    private final long bornNanos;
    private long movedNanos;
    private long controlsNanos;
    private long closingNanos;
    private Closing.By by = Closing.By.GATEWAY;
    private Closing why = Closing.LOST;
    private boolean moved;
    private boolean closing;
    private boolean deaf;
    private boolean over;

    Relay(WebSocketPolicy policy, Call call, OpenSockets sockets, EventLoop loop) {
        this.policy = policy;
        this.call = call;
        this.sockets = sockets;
        this.clock = sockets.sweep(loop);
        this.client = new Side(this, Closing.By.CLIENT, policy);
        this.service = new Side(this, Closing.By.SERVICE, policy);
        this.bornNanos = clock.nanos();
        this.movedNanos = bornNanos;
        this.controlsNanos = bornNanos;
    }

    /** Joins the two connections; the client's has been told that it is a WebSocket. */
    void begin(ChannelPipeline toClient, LegTunnel toService) {
        sockets.opened();
        client.join(toClient);
        toService.install(service::join);
        if (client.isDead()) {
            client.channelInactive(toClient.firstContext());
        }
        client.resume();
        clock.watch(this);
    }

    /** Hands on a frame that a side has sent. */
    void pass(Side from, WebSocketFrame frame) {
        Side to = facing(from);
        int bytes = frame.content().readableBytes();
        if (deaf) {
            frame.release();
        } else if (to.pass(frame)) {
            moved = true;
            count(from, bytes);
            if (!to.isWritable()) {
                from.pause();
            }
        }
    }

    /** Hands on the close frame that a side has sent. */
    void closes(Side from, CloseWebSocketFrame frame, int code) {
        begins(from.who(), Closing.of(code));
        facing(from).sayLast(frame);
    }

    /** Ends the socket because a side has sent what may not be sent. */
    void violated(Side from, int code) {
        begins(from.who(), Closing.of(code));
        call.failed(from == client ? ClientFault.BAD_REQUEST : UpstreamFault.BAD_WEBSOCKET);
        from.sayLast(code);
        from.breaks();
        facing(from).sayLast(lossOf(from));
        deafen();
    }

    /** Ends the socket from here. */
    void end(int code) {
        begins(Closing.By.GATEWAY, Closing.of(code));
        client.sayLast(code);
        service.sayLast(code);
        deafen();
    }

    /** Takes note that a connection has ended. */
    void lost(Side gone) {
        if (!closing) {
            begins(gone.who(), Closing.LOST);
            call.failed(gone == client ? ClientFault.CLIENT_CLOSED : UpstreamFault.BODY_TRUNCATED);
        }
        Side left = facing(gone);
        left.sayLast(left.heardClose() ? NORMAL : lossOf(gone));
        deafen();
        if (left.isLost() && !over) {
            over = true;
            sockets.closed(by, why);
        }
    }

    void flush(Side from) {
        facing(from).flush();
    }

    void writabilityChanged(Side side) {
        if (side.isWritable()) {
            facing(side).resume();
        }
    }

    @Override
    public boolean sweep(long now) {
        if (over) {
            return false;
        }
        if (moved) {
            moved = false;
            movedNanos = now;
        }
        if (now - controlsNanos >= CONTROLS_NANOS) {
            controlsNanos = now;
            client.forgetControls();
            service.forgetControls();
        }
        if (closing) {
            if (now - closingNanos >= CLOSE_NANOS) {
                cut();
            }
        } else if (now - movedNanos >= policy.idle().toNanos()
                || now - bornNanos >= policy.maxAge().toNanos()) {
            end(Closing.GOING_AWAY);
        }
        return true;
    }

    private void cut() {
        client.cut();
        service.cut();
    }

    private void begins(Closing.By whose, Closing reason) {
        if (!closing) {
            closing = true;
            closingNanos = clock.nanos();
            by = whose;
            why = reason;
        }
    }

    /** Hands on no more; what still comes is read to the end and thrown away. */
    private void deafen() {
        deaf = true;
        client.resume();
        service.resume();
    }

    private void count(Side from, int bytes) {
        if (from == client) {
            call.addRequestBytes(bytes);
        } else {
            call.addResponseBytes(bytes);
        }
    }

    private Side facing(Side side) {
        return side == client ? service : client;
    }

    private int lossOf(Side gone) {
        return gone == client ? Closing.GOING_AWAY : Closing.BAD_GATEWAY;
    }
}
