package io.gwanmun.gateway.ingress;

import java.time.Duration;
import java.util.List;

import io.netty.channel.ChannelPipeline;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.ReactorResourceFactory;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.web.server.WebHandler;
import reactor.netty.NettyPipeline;
import reactor.netty.resources.LoopResources;

import io.gwanmun.gateway.network.ClientAddresses;
import io.gwanmun.gateway.pipeline.OutcomeListener;
import io.gwanmun.gateway.pipeline.Refusals;
import io.gwanmun.gateway.pipeline.Ticker;

/** Wires the way in. */
@Configuration(proxyBeanMethods = false)
class IngressConfiguration {

    @Bean
    HttpHandler dataPort(
            WebHandler routes,
            ApplicationContext context,
            Refusals refusals,
            List<OutcomeListener> listeners,
            ClientAddresses addresses,
            Ticker ticker) {
        return new DataPort(
                routes, new Exchanges(context), refusals, listeners, addresses, RequestIds.ofDefaults(), ticker);
    }

    @Bean
    WebServerFactoryCustomizer<NettyReactiveWebServerFactory> connections() {
        return factory -> factory.addServerCustomizers(
                server -> server.doOnChannelInit((observer, channel, address) -> prepare(channel.pipeline())));
    }

    private static void prepare(ChannelPipeline connection) {
        if (connection.get(NettyPipeline.HttpCodec) != null) {
            connection.addAfter(NettyPipeline.HttpCodec, "gwanmun.broken", new BrokenRequests());
            connection.addAfter(NettyPipeline.HttpCodec, "gwanmun.head", new HeadJoiner());
        }
    }

    /** One event loop for each processor: with more, a loop's wake-ups are paid without work to share. */
    @Bean
    ReactorResourceFactory reactorResources() {
        ReactorResourceFactory resources = new ReactorResourceFactory();
        resources.setUseGlobalResources(false);
        // The server has ended its requests by then; nothing is left to wait for.
        resources.setShutdownQuietPeriod(Duration.ZERO);
        resources.setLoopResourcesSupplier(
                () -> LoopResources.create("gateway", Runtime.getRuntime().availableProcessors(), true));
        return resources;
    }
}
