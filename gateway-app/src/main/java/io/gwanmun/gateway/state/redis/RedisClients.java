package io.gwanmun.gateway.state.redis;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCredentials;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.SslOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.ClusterTopologyRefreshOptions;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.metrics.CommandLatencyRecorder;
import io.lettuce.core.protocol.ProtocolVersion;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.Delay;
import io.netty.util.concurrent.DefaultThreadFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Opens connections to a single server, to the one that Sentinel names, or to a Cluster.
 *
 * <p>The driver's own defaults wait a minute for an answer, queue without bound, and send again what may have been done. Here
 * commands are refused while there is no connection, so nothing is sent twice; {@link Link} connects anew, and of a Cluster the
 * driver itself does for each node. A peer that vanished is noticed about a second later, by {@code TCP_USER_TIMEOUT} and
 * keep-alive.
 */
final class RedisClients implements AutoCloseable {

    private static final Pattern ADDRESS = Pattern.compile("rediss?(-sentinel)?://[^@?\\s]+");
    private static final Duration VANISHED = Duration.ofSeconds(1);
    private static final Duration QUIET = Duration.ofSeconds(5);
    private static final Duration PROBE = Duration.ofSeconds(2);
    private static final int PROBES = 2;
    private static final Duration SLOWEST_RETRY = Duration.ofSeconds(1);
    private static final int THREADS = 2;

    private final Supplier<CompletableFuture<Wire>> connecting;
    private final Runnable closing;
    private final String address;

    private RedisClients(Supplier<CompletableFuture<Wire>> connecting, Runnable closing, String address) {
        this.connecting = connecting;
        this.closing = closing;
        this.address = address;
    }

    /**
     * Makes a client; nothing is sent yet.
     *
     * @throws IllegalArgumentException when an address or a file is not what it should be
     */
    static RedisClients of(RedisSettings settings) {
        List<RedisURI> uris = Stream.of(settings.uri().split(",(?=redis)"))
                .map(part -> uri(part, settings))
                .toList();
        String address = uris.stream().map(RedisClients::address).collect(Collectors.joining(","));
        ClientOptions options = options(ClientOptions.builder().autoReconnect(false), settings);
        return uris.size() > 1 ? cluster(uris, options, address) : single(uris.get(0), options, address);
    }

    /** Opens a connection; fails when that takes too long or the server refuses the user. */
    CompletableFuture<Wire> connect() {
        return connecting.get();
    }

    /** Returns hosts and ports, for logs. */
    String address() {
        return address;
    }

    @Override
    public void close() {
        closing.run();
    }

    private static RedisClients single(RedisURI uri, ClientOptions options, String address) {
        ClientResources resources = resources();
        RedisClient client = RedisClient.create(resources);
        client.setOptions(options);
        return new RedisClients(
                () -> client.connectAsync(StringCodec.UTF8, uri)
                        .toCompletableFuture()
                        .thenApply(open -> new Wire(open, open.async())),
                () -> client.shutdownAsync(0, 1, TimeUnit.SECONDS).whenComplete((done, failed) -> end(resources)),
                address);
    }

    private static RedisClients cluster(List<RedisURI> uris, ClientOptions options, String address) {
        ClientResources resources = resources();
        RedisClusterClient client = RedisClusterClient.create(resources, uris);
        client.setOptions(ClusterClientOptions.builder(options)
                .autoReconnect(true)
                .topologyRefreshOptions(ClusterTopologyRefreshOptions.builder()
                        .enableAllAdaptiveRefreshTriggers()
                        .adaptiveRefreshTriggersTimeout(SLOWEST_RETRY)
                        .build())
                .build());
        return new RedisClients(
                () -> client.connectAsync(StringCodec.UTF8).thenApply(open -> new Wire(open, open.async())),
                () -> client.shutdownAsync(0, 1, TimeUnit.SECONDS).whenComplete((done, failed) -> end(resources)),
                address);
    }

    private static void end(ClientResources resources) {
        resources.shutdown(0, 1, TimeUnit.SECONDS);
    }

    /** Few questions are asked, so two threads of the driver's own do; requests never run on them. */
    private static ClientResources resources() {
        return ClientResources.builder()
                .ioThreadPoolSize(THREADS)
                .computationThreadPoolSize(THREADS)
                .threadFactoryProvider(pool -> new DefaultThreadFactory("gwanmun-state", true))
                .reconnectDelay(Delay.fullJitter(Duration.ofMillis(10), SLOWEST_RETRY, 10, TimeUnit.MILLISECONDS))
                .commandLatencyRecorder(CommandLatencyRecorder.disabled())
                .build();
    }

    private static ClientOptions options(ClientOptions.Builder builder, RedisSettings settings) {
        SslOptions.Builder ssl = SslOptions.builder().jdkSslProvider().handshakeTimeout(settings.connectTimeout());
        if (settings.trust() != null) {
            ssl.trustManager(settings.trust().toFile());
        }
        return builder.protocolVersion(ProtocolVersion.RESP3)
                .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                .requestQueueSize(settings.queue())
                .timeoutOptions(TimeoutOptions.builder().timeoutCommands(false).build())
                .socketOptions(SocketOptions.builder()
                        .connectTimeout(settings.connectTimeout())
                        .keepAlive(SocketOptions.KeepAliveOptions.builder()
                                .enable()
                                .idle(QUIET)
                                .interval(PROBE)
                                .count(PROBES)
                                .build())
                        .tcpUserTimeout(SocketOptions.TcpUserTimeoutOptions.builder()
                                .enable()
                                .tcpUserTimeout(VANISHED)
                                .build())
                        .build())
                .sslOptions(ssl.build())
                .build();
    }

    private static RedisURI uri(String part, RedisSettings settings) {
        if (!ADDRESS.matcher(part).matches()) {
            throw new IllegalArgumentException("gateway.state.redis.uri: not shown (expected: redis://host:6379,"
                    + " rediss://host:6379, redis-sentinel://host:26379/0#name, or embedded; user and password stand in"
                    + " gateway.state.redis.user and gateway.state.redis.password)");
        }
        RedisURI uri = RedisURI.create(part);
        uri.setTimeout(settings.connectTimeout());
        Mono<RedisCredentials> credentials = Mono.fromCallable(() -> credentials(settings));
        // A file is read where waiting for a disk holds nobody up.
        Mono<RedisCredentials> asked =
                settings.passwordFile() == null ? credentials : credentials.subscribeOn(Schedulers.boundedElastic());
        uri.setCredentialsProvider(() -> asked);
        return uri;
    }

    private static RedisCredentials credentials(RedisSettings settings) {
        String secret = settings.secret();
        return secret.isEmpty()
                ? RedisCredentials.just(null, (CharSequence) null)
                : RedisCredentials.just(settings.user().isEmpty() ? null : settings.user(), secret);
    }

    private static String address(RedisURI uri) {
        return uri.getSentinelMasterId() == null
                ? uri.getHost() + ':' + uri.getPort()
                : uri.getSentinels().stream().map(RedisClients::address).collect(Collectors.joining(","))
                        + '#'
                        + uri.getSentinelMasterId();
    }
}
