package io.gwanmun.gateway.integration.http;

import java.net.InetAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import javax.net.ssl.SSLException;

import io.netty.channel.EventLoop;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.resolver.AddressResolverGroup;
import io.netty.resolver.dns.DnsNameResolverBuilder;
import io.netty.resolver.dns.DnsServerAddressStreamProvider;
import io.netty.resolver.dns.DnsServerAddressStreamProviders;
import io.netty.resolver.dns.RoundRobinDnsAddressResolverGroup;

import io.gwanmun.gateway.pipeline.LoopSweep;
import io.gwanmun.gateway.pipeline.Ticker;

/**
 * Makes {@link HttpLeg}s and keeps what they share: names looked up, trust, and one clock per event loop. One for a
 * gateway; closed after its legs.
 */
public final class HttpLegs implements AutoCloseable {

    private static final int MAX_TTL_SECONDS = 300;

    /** Milliseconds between two looks at the time limits of a loop. */
    static final long SWEEP_MILLIS = 50;

    private final Ticker ticker;
    private final SslContext trust;
    private final Predicate<InetAddress> allowed;
    private final DnsServerAddressStreamProvider nameServers;
    private final Map<EventLoop, LoopSweep> sweeps = new ConcurrentHashMap<>();
    private final Map<ChannelKinds, AddressResolverGroup<?>> resolvers = new ConcurrentHashMap<>();

    /**
     * Makes legs with a trust of their own.
     *
     * @param ticker the clock of all time limits
     * @param trust a client context that checks host names, for TLS 1.2 and 1.3, without HTTP/2
     * @param allowed says which addresses may be connected to; asked on event loops for each connection, after names have
     *     been looked up. A call to another address ends with {@code ADDRESS_REFUSED}
     */
    public HttpLegs(Ticker ticker, SslContext trust, Predicate<InetAddress> allowed) {
        this(ticker, trust, allowed, DnsServerAddressStreamProviders.platformDefault());
    }

    HttpLegs(
            Ticker ticker,
            SslContext trust,
            Predicate<InetAddress> allowed,
            DnsServerAddressStreamProvider nameServers) {
        this.ticker = ticker;
        this.trust = trust;
        this.allowed = allowed;
        this.nameServers = nameServers;
    }

    /** Returns legs that trust what the Java runtime trusts, and connect to any address unless opened with a say of their own. */
    public static HttpLegs ofDefaults() {
        return new HttpLegs(Ticker.system(), defaultTrust(), address -> true);
    }

    /** Returns a client context that trusts what the Java runtime trusts. */
    public static SslContext defaultTrust() {
        try {
            return SslContextBuilder.forClient()
                    .protocols("TLSv1.3", "TLSv1.2")
                    .endpointIdentificationAlgorithm("HTTPS")
                    .build();
        } catch (SSLException e) {
            throw new IllegalStateException("The Java runtime has no usable TLS", e);
        }
    }

    /** Opens the way to a target; no connection is made before the first call. */
    public HttpLeg open(HttpTarget target, PoolLimits limits) {
        return open(target, limits, trust);
    }

    /** Opens the way to a target with a say of its own about which addresses may be connected to. */
    public HttpLeg open(HttpTarget target, PoolLimits limits, Predicate<InetAddress> ownAllowed) {
        return new HttpLeg(this, target, limits, target.secure() ? trust : null, ownAllowed);
    }

    /** Opens the way to a target with a trust, or a client certificate, of its own. */
    public HttpLeg open(HttpTarget target, PoolLimits limits, SslContext ownTrust) {
        return new HttpLeg(this, target, limits, target.secure() ? ownTrust : null, allowed);
    }

    /** Ends the look-up of names. */
    @Override
    public void close() {
        resolvers.values().forEach(AddressResolverGroup::close);
        resolvers.clear();
    }

    LoopSweep sweep(EventLoop loop) {
        return sweeps.computeIfAbsent(loop, key -> new LoopSweep(key, ticker, SWEEP_MILLIS));
    }

    AddressResolverGroup<?> resolver(ChannelKinds kinds) {
        return resolvers.computeIfAbsent(kinds, this::newResolver);
    }

    private AddressResolverGroup<?> newResolver(ChannelKinds kinds) {
        return new RoundRobinDnsAddressResolverGroup(new DnsNameResolverBuilder()
                .datagramChannelType(kinds.datagram())
                .socketChannelType(kinds.stream())
                .nameServerProvider(nameServers)
                .ttl(0, MAX_TTL_SECONDS));
    }
}
