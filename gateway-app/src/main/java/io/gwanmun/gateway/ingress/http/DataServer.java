package io.gwanmun.gateway.ingress.http;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.util.concurrent.GlobalEventExecutor;
import reactor.netty.resources.LoopResources;

import io.gwanmun.gateway.pipeline.Ticker;

/**
 * Listens for clients, and stops in order: {@link #leave} tells clients to go elsewhere while they are still served,
 * {@link #stopListening} takes no more connections, {@link #drain} waits for what runs, {@link #close} ends what is left.
 */
public final class DataServer implements AutoCloseable {

    private static final int BACKLOG = 1024;
    /** By its name, as epoll is there on some systems only. */
    private static final ChannelOption<Long> UNSENT =
            ChannelOption.valueOf("io.netty.channel.epoll.EpollChannelOption#TCP_NOTSENT_LOWAT");

    private static final long UNSENT_BYTES = 128 * 1024;

    private final ServerSide side;
    private final LoopResources loops;
    private final List<Channel> listeners = new ArrayList<>();

    /**
     * Makes a server that does not listen yet.
     *
     * @param loops where connections live
     * @param ticker the clock of all time limits
     */
    public DataServer(
            ServerLimits limits, CallReceiver receiver, ConnectionGate gate, LoopResources loops, Ticker ticker) {
        this.side = new ServerSide(limits, receiver, gate, ticker);
        this.loops = loops;
    }

    /**
     * Listens at an address.
     *
     * @return the port, which is another one when 0 was asked for
     * @throws RuntimeException when the address cannot be bound
     */
    public int listen(InetSocketAddress address, Entrance entrance) {
        EventLoopGroup accepting = loops.onServerSelect(true);
        Class<? extends ServerChannel> type = loops.onChannelClass(ServerSocketChannel.class, accepting);
        ServerBootstrap server = new ServerBootstrap()
                .group(accepting, loops.onServer(true))
                .channel(type)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ConnectionInitializer(side, entrance));
        if (type.getName().contains(".epoll.")) {
            // What a slow client does not take waits here, where it is seen, and not in the kernel.
            server.childOption(UNSENT, UNSENT_BYTES);
        }
        ChannelFuture bound = server.bind(address).syncUninterruptibly();
        listeners.add(bound.channel());
        return ((InetSocketAddress) bound.channel().localAddress()).getPort();
    }

    /** Tells clients with every answer to go elsewhere; takes connections and requests as before. */
    public void leave() {
        side.leave();
    }

    /** Takes no more connections. */
    public void stopListening() {
        listeners.forEach(listener -> listener.close().syncUninterruptibly());
        listeners.clear();
    }

    /**
     * Takes no more requests, and waits until those that run have been answered.
     *
     * @return whether all were
     */
    public boolean drain(Duration most) {
        side.leave();
        ChannelGroup open = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
        open.addAll(side.gate().all());
        open.forEach(
                channel -> channel.eventLoop().execute(() -> channel.pipeline().fireUserEventTriggered(Drain.EVENT)));
        return open.newCloseFuture().awaitUninterruptibly(most.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Returns the connections that are open. */
    public int connections() {
        return side.gate().open();
    }

    /** Ends everything that is left. */
    @Override
    public void close() {
        stopListening();
        side.gate().all().forEach(Channel::close);
    }
}
