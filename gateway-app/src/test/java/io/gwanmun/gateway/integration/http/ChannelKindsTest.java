package io.gwanmun.gateway.integration.http;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.HttpMethod;
import org.junit.jupiter.api.Test;

import io.gwanmun.gateway.pipeline.Ticker;

import static io.gwanmun.gateway.integration.http.LegClient.exchange;
import static io.gwanmun.gateway.integration.http.LegClient.headers;
import static org.assertj.core.api.Assertions.assertThat;

class ChannelKindsTest {

    @Test
    void ofWhenLoopIsNioThenCallsOverNio() throws Exception {
        EventLoopGroup group = new MultiThreadIoEventLoopGroup(2, NioIoHandler.newFactory());
        NameServer names = new NameServer();
        try (names;
                HttpLegs legs =
                        new HttpLegs(Ticker.system(), HttpLegs.defaultTrust(), address -> true, names.provider());
                RawServer server = RawServer.answering("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")) {
            HttpLeg leg = legs.open(new HttpTarget(false, NameServer.NAME, server.port()), LegClient.limits(3, 0));

            for (int i = 0; i < 4; i++) {
                LegRequest request =
                        LegRequest.of(group.next(), HttpMethod.GET, "/", headers(), LegLimits.ofDefaults());
                assertThat(exchange(leg, request)).isEqualTo("200 ok");
            }

            assertThat(ChannelKinds.of(group.next()))
                    .isEqualTo(new ChannelKinds(NioSocketChannel.class, NioDatagramChannel.class));
            assertThat(leg.state()).isEqualTo(new LegState(2, 2, 0));
        } finally {
            group.shutdownGracefully().sync();
        }
    }

    @Test
    void openWhenConnectionsDoNotDivideEvenlyThenFirstLoopsGetTheRest() throws Exception {
        EventLoopGroup group = new MultiThreadIoEventLoopGroup(2, NioIoHandler.newFactory());
        try (HttpLegs legs = HttpLegs.ofDefaults()) {
            HttpLeg leg = legs.open(new HttpTarget(false, "127.0.0.1", 1), LegClient.limits(3, 1));

            assertThat(leg.pool(group.next()).shareOfConnections()).isEqualTo(2);
            assertThat(leg.pool(group.next()).shareOfConnections()).isEqualTo(1);
        } finally {
            group.shutdownGracefully().sync();
        }
    }
}
