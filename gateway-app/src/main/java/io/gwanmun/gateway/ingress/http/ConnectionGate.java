package io.gwanmun.gateway.ingress.http;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;

import io.netty.channel.Channel;

/**
 * Counts connections, and refuses those above the limits, in all and from one address. A connection that is refused is closed
 * without a word, as a word would cost more than the connection. May be used from any thread.
 */
public final class ConnectionGate {

    private static final int NETWORK_BYTES = 8;

    private final int most;
    private final int mostPerAddress;
    private final Predicate<InetAddress> unlimited;
    private final Set<Channel> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger count = new AtomicInteger();
    private final Map<InetAddress, Integer> byAddress = new ConcurrentHashMap<>();
    private final LongAdder refusedInAll = new LongAdder();
    private final LongAdder refusedByAddress = new LongAdder();

    /**
     * Makes a gate.
     *
     * @param unlimited says which addresses may have any number of connections of their own
     */
    public ConnectionGate(ServerLimits limits, Predicate<InetAddress> unlimited) {
        this.most = limits.connections();
        this.mostPerAddress = limits.connectionsPerAddress();
        this.unlimited = unlimited;
    }

    /** Counts a connection until it is closed, or says that it may not be. */
    boolean enter(Channel channel, InetAddress address) {
        if (count.incrementAndGet() > most) {
            count.decrementAndGet();
            refusedInAll.increment();
            return false;
        }
        InetAddress network = networkOf(address);
        if (!countIn(network, address)) {
            count.decrementAndGet();
            refusedByAddress.increment();
            return false;
        }
        open.add(channel);
        channel.closeFuture().addListener(closed -> {
            open.remove(channel);
            countOut(network);
            count.decrementAndGet();
        });
        return true;
    }

    private boolean countIn(InetAddress network, InetAddress address) {
        int now = byAddress.merge(network, 1, Integer::sum);
        if (now > mostPerAddress && !unlimited.test(address)) {
            countOut(network);
            return false;
        }
        return true;
    }

    /** Of IPv6 the first 64 bits count: whoever has one address there has them all. */
    private static InetAddress networkOf(InetAddress address) {
        if (!(address instanceof Inet6Address)) {
            return address;
        }
        byte[] bytes = address.getAddress();
        Arrays.fill(bytes, NETWORK_BYTES, bytes.length, (byte) 0);
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("bytes: " + bytes.length + " (expected: 16)", e);
        }
    }

    private void countOut(InetAddress address) {
        byAddress.computeIfPresent(address, (key, now) -> now == 1 ? null : now - 1);
    }

    /** Returns how many connections are open. */
    public int open() {
        return count.get();
    }

    /** Returns how many connections were refused because there were too many in all. */
    public long refusedInAll() {
        return refusedInAll.sum();
    }

    /** Returns how many connections were refused because there were too many from their address. */
    public long refusedByAddress() {
        return refusedByAddress.sum();
    }

    /** Returns the open connections. */
    Set<Channel> all() {
        return open;
    }
}
