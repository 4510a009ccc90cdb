package io.gwanmun.auth.testing;

import java.util.List;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import redis.embedded.RedisServer;

/** A Redis server on a free port, with the users that production has. */
public final class Redis implements AutoCloseable {

    private static final String ROOT = "root-of-the-test";
    private static final String PASSWORD = "password-of-the-test";
    private static final String GATEWAY_PASSWORD = "password-of-the-gateway";

    private final int port = Ports.free();
    private final RedisServer server;
    private final RedisClient client = RedisClient.create("redis://default:%s@127.0.0.1:%d".formatted(ROOT, port));

    private Redis() {
        server = RedisServer.builder()
                .port(port)
                .bind("127.0.0.1")
                .setting("save \"\"")
                .setting("user default on >" + ROOT + " ~* &* +@all")
                .setting("user auth-server on >" + PASSWORD + " resetchannels ~tok:* ~revocations ~gwanmun:schema"
                        + " ~auth:* -@all +@read +@write +@transaction +@scripting +@connection -@dangerous +info")
                .setting("user gateway on >" + GATEWAY_PASSWORD + " resetkeys resetchannels -@all ~tok:* ~revocations"
                        + " ~gwanmun:schema +get +xread")
                .build();
        server.start();
    }

    /** Starts one. */
    public static Redis start() {
        return new Redis();
    }

    /** Returns where it is, for the authorization server's own user. */
    public String url() {
        return "redis://auth-server:%s@127.0.0.1:%d".formatted(PASSWORD, port);
    }

    /** Returns the settings by which a gateway reads here, as its own user. */
    public List<String> gatewaySettings() {
        return List.of(
                "--gateway.state.redis.uri=redis://127.0.0.1:" + port,
                "--gateway.state.redis.user=gateway",
                "--gateway.state.redis.password=" + GATEWAY_PASSWORD);
    }

    /** Opens a connection that may do everything. */
    public RedisCommands<String, String> commands() {
        return client.connect().sync();
    }

    /** Stops it, as when the machine is lost. */
    public void stop() {
        server.stop();
    }

    @Override
    public void close() {
        client.shutdown();
        stop();
    }
}
