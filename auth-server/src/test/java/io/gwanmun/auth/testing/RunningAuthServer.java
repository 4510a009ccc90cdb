package io.gwanmun.auth.testing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

import io.lettuce.core.api.sync.RedisCommands;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

import io.gwanmun.auth.AuthServer;
import io.gwanmun.auth.user.Person;

/** The whole authorization server, as its program starts it, on a free port, with a Redis and a database of its own. */
public final class RunningAuthServer implements AutoCloseable {

    /** The password of everybody whom {@link #person} makes. */
    public static final String PASSWORD = "correct horse battery staple";

    /** The key that encrypts signing keys in tests. */
    public static final String KEYS_SECRET = "dGVzdHMgb25seTogMzIgYnl0ZXMgb2Yga2V5IGhlcmU=";

    private final Redis redis = Redis.start();
    private final int port = Ports.free();
    private final String database = "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
    private final Class<?>[] sources;
    private final String[] args;
    private ConfigurableApplicationContext context;

    private static final class Shared {
        private static final RunningAuthServer SERVER = start();

        static {
            Runtime.getRuntime().addShutdownHook(new Thread(SERVER::close));
        }
    }

    private RunningAuthServer(List<Class<?>> more, String... args) {
        List<Class<?>> all = new ArrayList<>(List.of(AuthServer.class));
        all.add(TestTime.class);
        all.addAll(more);
        this.sources = all.toArray(Class<?>[]::new);
        this.args = args;
        this.context = run();
    }

    /** Starts one whose people are made by {@link #person} and log in at a plain page at {@code /login}. */
    public static RunningAuthServer start(String... args) {
        return new RunningAuthServer(List.of(TestPeople.class), args);
    }

    /** Returns the one that tests share which only add clients and people of their own. */
    public static RunningAuthServer shared() {
        return Shared.SERVER;
    }

    /** Starts one with nothing but what the program has. */
    public static RunningAuthServer bare(String... args) {
        return new RunningAuthServer(List.of(), args);
    }

    private ConfigurableApplicationContext run(String... others) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("server.port", String.valueOf(port));
        settings.put("management.server.port", "0");
        settings.put("spring.datasource.url", database);
        settings.put("auth.issuer", issuer());
        settings.put("auth.redis.url", redis.url());
        settings.put("auth.redis.timeout", "2s");
        settings.put("auth.keys.secret", KEYS_SECRET);
        settings.put("logging.level.org.springframework.boot.context", "WARN");
        for (String arg : Stream.of(args, others).flatMap(Stream::of).toList()) {
            String[] parts = arg.substring("--".length()).split("=", 2);
            settings.put(parts[0], parts[1]);
        }
        return new SpringApplicationBuilder(sources)
                .registerShutdownHook(false)
                .run(settings.entrySet().stream()
                        .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                        .toArray(String[]::new));
    }

    /** Stops the program and starts it again, with other settings besides; Redis and the database stay. */
    public void restart(String... others) {
        context.close();
        context = run(others);
    }

    /** Makes somebody who can log in with {@link #PASSWORD}. */
    public Person person(String name, String... roles) {
        return bean(TestPeople.Crowd.class).add(name, PASSWORD, Set.of(roles));
    }

    /** Puts a person in the place of the one with the same id. */
    public void replace(Person person) {
        bean(TestPeople.Crowd.class).replace(person);
    }

    /** Lets time pass for what looks at the program's clock. */
    public void pass(Duration duration) {
        bean(TestTime.Moved.class).pass(duration);
    }

    /** Returns a bean of the program. */
    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    /** Returns the address that clients use, without a slash at the end. */
    public String issuer() {
        return "http://127.0.0.1:" + port;
    }

    /** Returns the port of the protocol endpoints and pages. */
    public int port() {
        return port;
    }

    /** Returns the port of health and metrics. */
    public int managementPort() {
        return context.getEnvironment().getRequiredProperty("local.management.port", Integer.class);
    }

    /** Returns the Redis server. */
    public Redis redis() {
        return redis;
    }

    /** Opens a connection to Redis that may do everything. */
    public RedisCommands<String, String> state() {
        return redis.commands();
    }

    @Override
    public void close() {
        context.close();
        redis.close();
    }
}
