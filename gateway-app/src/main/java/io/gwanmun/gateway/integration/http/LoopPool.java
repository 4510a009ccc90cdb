package io.gwanmun.gateway.integration.http;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.resolver.NoopAddressResolverGroup;
import io.netty.util.NetUtil;
import io.netty.util.concurrent.EventExecutor;
import org.jspecify.annotations.Nullable;

import io.gwanmun.gateway.pipeline.GatewayFault;
import io.gwanmun.gateway.pipeline.LoopSweep;
import io.gwanmun.gateway.pipeline.RefusedException;

/**
 * The connections of one event loop to one target, and the line of calls that wait for one. Used on its loop only.
 *
 * <p>Idle connections are a stack: the one that became free last is used first, so that few stay warm and the others reach
 * their idle limit. A call waits only when the share of the loop is used up; so idle connections and waiting calls never
 * exist together.
 *
 * <p>Connections of HTTP/2 are shared: the first that has a stream to spare takes the call, also while it is being made. One
 * that takes no more calls is leaving, ends with its last call, and has no part in the share.
 */
final class LoopPool implements LoopSweep.Swept {

    private static final int FIRST_READ = 2048;
    private static final int LARGEST_READ = 65536;
    private static final int READS_PER_TURN = 4;

    private final HttpLeg leg;
    private final EventLoop loop;
    private final LoopSweep sweep;
    private final Bootstrap bootstrap;
    private final int maxConnections;
    private final int maxWaiting;
    private final List<PooledConnection> all = new ArrayList<>();
    private final List<Http2LegConnection> shared = new ArrayList<>();
    private final List<Http2LegConnection> leaving = new ArrayList<>();
    private final Deque<LegConnection> idle = new ArrayDeque<>();
    private final Deque<LegCall> waiting = new ArrayDeque<>();
    private boolean expectsSharing;
    private boolean watched;

    LoopPool(HttpLeg leg, EventLoop loop) {
        this.leg = leg;
        this.loop = loop;
        this.sweep = leg.legs().sweep(loop);
        this.maxConnections = Math.max(1, shareOf(leg.limits().maxConnections()));
        this.maxWaiting = shareOf(leg.limits().maxWaiting());
        this.bootstrap = newBootstrap();
        this.expectsSharing = leg.protocol() != Protocol.HTTP1;
    }

    HttpLeg leg() {
        return leg;
    }

    EventLoop loop() {
        return loop;
    }

    long nanos() {
        return sweep.nanos();
    }

    int shareOfConnections() {
        return maxConnections;
    }

    /** Returns the counts as they look from any thread. */
    LegState state() {
        return new LegState(all.size() + leaving.size(), idle.size(), waiting.size());
    }

    /** Gives the call a connection, a place in the line, or {@code POOL_EXHAUSTED}. */
    void acquire(LegCall call, long now) {
        LegConnection connection = idle.pollLast();
        while (connection != null) {
            if (connection.isFresh(now)) {
                connection.begin(call);
                return;
            }
            connection.close();
            connection = idle.pollLast();
        }
        if (!shared.isEmpty()) {
            // A stream may just have become free for those who wait longer.
            serveWaiting();
        }
        Http2LegConnection roomy = withRoom(now);
        if (roomy == null) {
            openOrWait(call);
        } else {
            roomy.begin(call);
        }
    }

    /** Gives the call a shared connection or one that was never used; an idle one makes room where the share is used up. */
    void acquireNew(LegCall call) {
        Http2LegConnection roomy = withRoom(nanos());
        if (roomy != null) {
            roomy.begin(call);
            return;
        }
        if (all.size() >= maxConnections) {
            LegConnection oldest = idle.pollFirst();
            if (oldest != null) {
                oldest.close();
            }
        }
        openOrWait(call);
    }

    /** Takes back a connection whose call ended beyond doubt. */
    void release(LegConnection connection, long now) {
        if (leg.isClosed() && waiting.isEmpty() || !connection.isFresh(now)) {
            connection.close();
            return;
        }
        LegCall next = waiting.pollFirst();
        if (next == null) {
            idle.addLast(connection);
        } else {
            connection.begin(next);
        }
    }

    /** Strikes off a connection that is closed; its place goes to the first in the line. */
    void forget(LegConnection connection) {
        if (all.remove(connection)) {
            idle.remove(connection);
            placeIsFree();
        }
    }

    /** Strikes off a shared connection that is closed. */
    void forget(Http2LegConnection connection) {
        leave(connection);
        leaving.remove(connection);
    }

    /** Takes a shared connection that accepts no more calls out of the share. */
    void leave(Http2LegConnection connection) {
        if (all.remove(connection)) {
            shared.remove(connection);
            leaving.add(connection);
            placeIsFree();
        }
    }

    /**
     * A connection made to be shared turned out to be of HTTP/1.1. It takes the first of the calls planned for it, and the
     * next connections are made for one call each, as long as one is left.
     */
    void turnsOut(Http2LegConnection made, Channel ready, List<LegCall> planned) {
        expectsSharing = false;
        shared.remove(made);
        LegConnection alone = new LegConnection(this, true);
        all.set(all.indexOf(made), alone);
        alone.takeOver(ready);
        if (planned.isEmpty()) {
            release(alone, nanos());
        } else {
            alone.begin(planned.get(0));
        }
        for (int i = 1; i < planned.size(); i++) {
            acquire(planned.get(i), nanos());
        }
    }

    /** Gives calls from the line to shared connections that have room, and to new ones while there are places. */
    void serveWaiting() {
        LegCall next = waiting.peekFirst();
        while (next != null) {
            Http2LegConnection roomy = withRoom(nanos());
            if (roomy == null && all.size() >= maxConnections) {
                return;
            }
            waiting.removeFirst();
            if (roomy == null) {
                open(next);
            } else {
                roomy.begin(next);
            }
            next = waiting.peekFirst();
        }
    }

    /** Serves the line when the present work is done. */
    void serveWaitingSoon() {
        if (!waiting.isEmpty()) {
            loop.execute(this::serveWaiting);
        }
    }

    /** Takes a call out of the line. */
    void forget(LegCall call) {
        waiting.remove(call);
    }

    /** Ends what is overdue; false when there is nothing more to look at. */
    @Override
    public boolean sweep(long now) {
        for (int i = all.size() - 1; i >= 0; i--) {
            if (i < all.size()) {
                all.get(i).sweep(now);
            }
        }
        for (int i = leaving.size() - 1; i >= 0; i--) {
            if (i < leaving.size()) {
                leaving.get(i).sweep(now);
            }
        }
        refuseOverdue(now);
        if (!waiting.isEmpty()) {
            makeRoom(now);
        }
        watched = !all.isEmpty() || !leaving.isEmpty() || !waiting.isEmpty();
        return watched;
    }

    private void refuseOverdue(long now) {
        long maxWait = leg.limits().maxWait().toNanos();
        LegCall first = waiting.peekFirst();
        while (first != null && now - first.startedNanos() >= maxWait) {
            waiting.removeFirst();
            first.fail(new RefusedException(GatewayFault.POOL_EXHAUSTED));
            first = waiting.peekFirst();
        }
    }

    /** Ends calls whose clients are slow, the slowest first, as many as there are in the line. */
    private void makeRoom(long now) {
        List<LegConnection> heldUp = new ArrayList<>();
        for (PooledConnection connection : all) {
            if (connection instanceof LegConnection alone && alone.isHeldUp(now)) {
                heldUp.add(alone);
            }
        }
        heldUp.sort(Comparator.comparingLong(connection -> connection.heldSinceNanos() - now));
        for (int i = 0; i < Math.min(heldUp.size(), waiting.size()); i++) {
            heldUp.get(i).giveWay();
        }
    }

    /** Closes idle connections, shared ones when their calls have ended. */
    void drain() {
        LegConnection connection = idle.pollLast();
        while (connection != null) {
            connection.close();
            connection = idle.pollLast();
        }
        List.copyOf(shared).forEach(Http2LegConnection::drain);
    }

    private @Nullable Http2LegConnection withRoom(long now) {
        int at = 0;
        while (at < shared.size()) {
            Http2LegConnection connection = shared.get(at);
            if (connection.hasRoom(now)) {
                return connection;
            }
            connection.drainWhenOver(now);
            if (at < shared.size() && shared.get(at) == connection) {
                at++;
            }
        }
        return null;
    }

    private void openOrWait(LegCall call) {
        if (all.size() < maxConnections) {
            open(call);
        } else if (waiting.size() < maxWaiting) {
            call.waitIn(this);
            waiting.addLast(call);
        } else {
            call.fail(new RefusedException(GatewayFault.POOL_EXHAUSTED));
        }
    }

    private void open(LegCall call) {
        if (!watched) {
            watched = true;
            sweep.watch(this);
        }
        if (expectsSharing) {
            Http2LegConnection connection = new Http2LegConnection(this);
            all.add(connection);
            shared.add(connection);
            connection.begin(call);
            connection.connect(bootstrap);
        } else {
            LegConnection connection = new LegConnection(this, leg.tls() != null);
            all.add(connection);
            connection.connect(bootstrap, call);
        }
    }

    private void placeIsFree() {
        expectsSharing |= all.isEmpty() && leg.protocol() != Protocol.HTTP1;
        serveWaitingSoon();
    }

    private Bootstrap newBootstrap() {
        ChannelKinds kinds = ChannelKinds.of(loop);
        HttpTarget target = leg.target();
        InetSocketAddress literal = literalAddress(target);
        Bootstrap made = new Bootstrap()
                .group(loop)
                .channel(kinds.stream())
                .option(ChannelOption.TCP_NODELAY, true)
                // A failed write must not close the connection before an early answer has been read.
                .option(ChannelOption.AUTO_CLOSE, false)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int)
                        Math.min(leg.limits().connectTimeout().toMillis(), Integer.MAX_VALUE))
                .option(
                        ChannelOption.RECVBUF_ALLOCATOR,
                        new AdaptiveRecvByteBufAllocator(FIRST_READ, FIRST_READ, LARGEST_READ)
                                .maxMessagesPerRead(READS_PER_TURN));
        if (literal == null) {
            return made.resolver(leg.legs().resolver(kinds))
                    .remoteAddress(InetSocketAddress.createUnresolved(target.host(), target.port()));
        }
        return made.resolver(NoopAddressResolverGroup.INSTANCE).remoteAddress(literal);
    }

    private static @Nullable InetSocketAddress literalAddress(HttpTarget target) {
        byte[] bytes = NetUtil.createByteArrayFromIpAddressString(target.host());
        if (bytes == null) {
            return null;
        }
        try {
            return new InetSocketAddress(InetAddress.getByAddress(bytes), target.port());
        } catch (UnknownHostException e) {
            return null;
        }
    }

    /** Splits a count over the loops that belong together; the first ones get what is left over. */
    private int shareOf(int count) {
        if (loop.parent() == null) {
            return count;
        }
        int loops = 0;
        int place = 0;
        for (EventExecutor each : loop.parent()) {
            if (each == loop) {
                place = loops;
            }
            loops++;
        }
        return count / loops + (place < count % loops ? 1 : 0);
    }
}
