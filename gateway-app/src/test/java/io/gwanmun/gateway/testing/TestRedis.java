package io.gwanmun.gateway.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCredentials;
import io.lettuce.core.RedisCredentialsProvider;
import io.lettuce.core.RedisURI;
import io.lettuce.core.XAddArgs;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.StatusOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import tools.jackson.databind.json.JsonMapper;

import io.gwanmun.gateway.state.redis.EmbeddedRedis;
import io.gwanmun.gateway.token.TokenId;

/** A real Redis to write into as the authorization server does, and to treat badly. */
public final class TestRedis implements AutoCloseable {

    private static final String PASSWORD = "for-tests-only";
    private static final JsonMapper JSON = new JsonMapper();

    private EmbeddedRedis server;
    private RedisClient client;
    private StatefulRedisConnection<String, String> connection;

    private TestRedis(EmbeddedRedis server) {
        this.server = server;
        this.client = client();
        this.connection = client.connect();
    }

    /** Starts a server without anything in it. */
    public static TestRedis started() {
        return new TestRedis(EmbeddedRedis.start(0, PASSWORD));
    }

    /** Returns the settings that make a gateway use it. */
    public String[] settings(String... more) {
        String[] all = new String[more.length + 2];
        all[0] = "--gateway.state.redis.uri=" + uri();
        all[1] = "--gateway.state.redis.password=" + PASSWORD;
        System.arraycopy(more, 0, all, 2, more.length);
        return all;
    }

    /** Returns its address. */
    public String uri() {
        return "redis://127.0.0.1:" + server.port();
    }

    /** Returns its password. */
    public String password() {
        return PASSWORD;
    }

    /** Makes a user with the rights that docs/state.md gives a program. */
    public void allow(String program, String password) {
        CommandArgs<String, String> args = new CommandArgs<>(StringCodec.UTF8);
        Stream.of(rights(program).replace("PASSWORD", password).split(" +"))
                .skip(1)
                .forEach(args::add);
        commands().dispatch(CommandType.ACL, new StatusOutput<>(StringCodec.UTF8), args);
    }

    private static String rights(String program) {
        try (Stream<String> lines = Files.lines(Path.of("docs", "state.md"))) {
            return lines.filter(line -> line.startsWith("ACL SETUSER " + program + ' '))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns what an administrator may do. */
    public RedisCommands<String, String> commands() {
        return connection.sync();
    }

    /** Writes a reference token as the authorization server does. */
    public void issue(String token, Map<String, Object> claims, Instant ends) {
        String key = "tok:{" + TokenId.ofReference(token) + '}';
        commands().setnx("gwanmun:schema", "1");
        commands().set(key, JSON.writeValueAsString(claims));
        commands().pexpireat(key, ends.toEpochMilli());
    }

    /** Calls back a reference token as the authorization server does. */
    public void callBack(String token, Instant ends) {
        commands().multi();
        commands().del("tok:{" + TokenId.ofReference(token) + '}');
        add(TokenId.ofReference(token), ends);
        commands().exec();
    }

    /** Calls back a token by its id, as the authorization server does with a JSON Web Token. */
    public void callBackId(String id, Instant ends) {
        add(id, ends);
    }

    private void add(String id, Instant ends) {
        String oldest = Long.toString(Instant.now().minus(Duration.ofHours(24)).toEpochMilli());
        commands()
                .xadd(
                        "revocations",
                        XAddArgs.Builder.minId(oldest).approximateTrimming(),
                        Map.of("id", id, "exp", Long.toString(ends.getEpochSecond())));
    }

    /** Ends the server at once, as {@code kill -9} does. */
    public void kill() {
        disconnect();
        CompletableFuture<ProcessHandle> ended = server.process().onExit();
        server.process().destroyForcibly();
        ended.join();
        server.close();
    }

    /** Starts an empty server where the killed one was. */
    public void restart() {
        server = EmbeddedRedis.start(server.port(), PASSWORD);
        client = client();
        connection = client.connect();
    }

    /** Makes the server hang, with its connections open. */
    public void hang() {
        signal("-STOP");
    }

    /** Lets a server that hangs go on. */
    public void resume() {
        signal("-CONT");
    }

    private void signal(String signal) {
        try {
            int status = new ProcessBuilder(
                            "kill", signal, Long.toString(server.process().pid()))
                    .start()
                    .waitFor();
            if (status != 0) {
                throw new AssertionError("kill " + signal + ": " + status);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    private RedisClient client() {
        RedisURI uri = RedisURI.create("127.0.0.1", server.port());
        uri.setCredentialsProvider(RedisCredentialsProvider.from(() -> RedisCredentials.just(null, PASSWORD)));
        return RedisClient.create(uri);
    }

    private void disconnect() {
        connection.close();
        client.shutdown(0, 1, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        disconnect();
        server.close();
    }
}
