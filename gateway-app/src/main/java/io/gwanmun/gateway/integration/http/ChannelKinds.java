package io.gwanmun.gateway.integration.http;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.SocketChannel;
import reactor.netty.resources.LoopResources;

/**
 * The classes of channels that can live on an event loop: epoll, kqueue, io_uring or NIO, whatever the loop itself is.
 *
 * @param stream for TCP
 * @param datagram for name look-ups
 */
record ChannelKinds(Class<? extends SocketChannel> stream, Class<? extends DatagramChannel> datagram) {

    /** Asks the engine's own detection, which looks at what the loop accepts and not at its class. */
    private static final LoopResources DETECTOR = new Detector();

    static ChannelKinds of(EventLoop loop) {
        return new ChannelKinds(
                DETECTOR.onChannelClass(SocketChannel.class, loop),
                DETECTOR.onChannelClass(DatagramChannel.class, loop));
    }

    private static final class Detector implements LoopResources {

        @Override
        public EventLoopGroup onServer(boolean useNative) {
            throw new UnsupportedOperationException("no loops here");
        }
    }
}
