package io.gwanmun.gateway.token.reference;

import java.time.Duration;

import io.netty.channel.ChannelOption;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

import io.gwanmun.gateway.network.OutboundPolicy;
import io.gwanmun.gateway.pipeline.Ticker;
import io.gwanmun.gateway.token.IntrospectionDirectories;
import io.gwanmun.gateway.token.IssuerSource;
import io.gwanmun.gateway.token.TokenDirectory;
import io.gwanmun.gateway.token.keys.ConnectGate;

/** Opens introspection endpoints, each with connections of its own that a new outbound policy does not inherit. */
final class Introspections implements IntrospectionDirectories, AutoCloseable {

    private static final Duration IDLE = Duration.ofSeconds(20);

    private final IntrospectionProperties properties;
    private final Ticker ticker;
    private final ConnectionProvider connections;

    Introspections(IntrospectionProperties properties, Ticker ticker) {
        this.properties = properties;
        this.ticker = ticker;
        this.connections = ConnectionProvider.builder("gwanmun-introspection")
                .maxConnections(properties.requests())
                .maxIdleTime(IDLE)
                .evictInBackground(IDLE)
                .disposeInactivePoolsInBackground(IDLE, IDLE)
                .lifo()
                .build();
    }

    @Override
    public TokenDirectory open(String issuer, IssuerSource.Introspection at, OutboundPolicy outbound) {
        boolean inClear = "http".equals(at.endpoint().getScheme());
        HttpClient client = HttpClient.create(connections)
                .followRedirect(false)
                .disableRetry(true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int)
                        properties.timeout().toMillis())
                .doOnChannelInit(
                        (observer, channel, remote) -> channel.pipeline().addFirst(new ConnectGate(outbound, inClear)));
        return new Introspection(issuer, at, client, properties, ticker);
    }

    @Override
    public void close() {
        connections.dispose();
    }
}
