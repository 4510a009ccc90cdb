package io.gwanmun.gateway.integration.http;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
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
    private final List<LegConnection> all = new ArrayList<>();
    private final Deque<LegConnection> idle = new ArrayDeque<>();
    private final Deque<LegCall> waiting = new ArrayDeque<>();
    private boolean watched;

    LoopPool(HttpLeg leg, EventLoop loop) {
        this.leg = leg;
        this.loop = loop;
        this.sweep = leg.legs().sweep(loop);
        this.maxConnections = Math.max(1, shareOf(leg.limits().maxConnections()));
        this.maxWaiting = shareOf(leg.limits().maxWaiting());
        this.bootstrap = newBootstrap();
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
        return new LegState(all.size(), idle.size(), waiting.size());
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
        openOrWait(call);
    }

    /** Gives the call a connection that was never used; an idle one makes room where the share is used up. */
    void acquireNew(LegCall call) {
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
            if (!waiting.isEmpty()) {
                loop.execute(this::serveFirstWaiting);
            }
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
        long maxWait = leg.limits().maxWait().toNanos();
        LegCall first = waiting.peekFirst();
        while (first != null && now - first.startedNanos() >= maxWait) {
            waiting.removeFirst();
            first.fail(new RefusedException(GatewayFault.POOL_EXHAUSTED));
            first = waiting.peekFirst();
        }
        watched = !all.isEmpty() || !waiting.isEmpty();
        return watched;
    }

    /** Closes idle connections. */
    void drain() {
        LegConnection connection = idle.pollLast();
        while (connection != null) {
            connection.close();
            connection = idle.pollLast();
        }
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
        LegConnection connection = new LegConnection(this, leg.tls() != null);
        all.add(connection);
        if (!watched) {
            watched = true;
            sweep.watch(this);
        }
        connection.connect(bootstrap, call);
    }

    private void serveFirstWaiting() {
        if (all.size() < maxConnections) {
            LegCall next = waiting.pollFirst();
            if (next != null) {
                open(next);
            }
        }
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
