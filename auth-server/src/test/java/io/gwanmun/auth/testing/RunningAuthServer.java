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
import org.springframework.jdbc.core.simple.JdbcClient;

import io.gwanmun.auth.AuthServer;
import io.gwanmun.auth.user.PasswordHashing;
import io.gwanmun.auth.user.Person;
import io.gwanmun.auth.user.Profile;
import io.gwanmun.auth.user.Roles;
import io.gwanmun.auth.user.User;
import io.gwanmun.auth.user.UserDraft;
import io.gwanmun.auth.user.Users;

/** The whole authorization server, as its program starts it, on a free port, with a Redis and a database of its own. */
public final class RunningAuthServer implements AutoCloseable {

    /** The password of everybody whom {@link #person} makes. */
    public static final String PASSWORD = "correct horse battery staple";

    /** The key that encrypts signing keys in tests. */
    public static final String KEYS_SECRET = "dGVzdHMgb25seTogMzIgYnl0ZXMgb2Yga2V5IGhlcmU=";

    private final Redis redis = Redis.start();
    private final int port = Ports.free();
    private final String database = "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
    private final String[] args;
    private ConfigurableApplicationContext context;

    private static final class Shared {
        private static final RunningAuthServer SERVER = start();

        static {
            Runtime.getRuntime().addShutdownHook(new Thread(SERVER::close));
        }
    }

    private RunningAuthServer(String... args) {
        this.args = args;
        this.context = run();
    }

    /** Starts one. */
    public static RunningAuthServer start(String... args) {
        return new RunningAuthServer(args);
    }

    /** Returns the one that tests share which only add clients and people of their own. */
    public static RunningAuthServer shared() {
        return Shared.SERVER;
    }

    private ConfigurableApplicationContext run(String... others) {
        List<String> all = new ArrayList<>(settings(others));
        all.add("--server.port=" + port);
        if (all.stream().noneMatch(setting -> setting.startsWith("--management.server.port="))) {
            all.add("--management.server.port=0");
        }
        return new SpringApplicationBuilder(AuthServer.class, TestTime.class)
                .registerShutdownHook(false)
                .run(all.toArray(String[]::new));
    }

    /** Returns the settings it runs with, as arguments, but for its ports. */
    public List<String> settings(String... others) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("spring.datasource.url", database);
        settings.put("auth.issuer", issuer());
        settings.put("auth.redis.uri", redis.url());
        settings.put("auth.redis.timeout", "2s");
        settings.put("auth.keys.secret", KEYS_SECRET);
        settings.put("logging.level.org.springframework.boot.context", "WARN");
        for (String arg : Stream.of(args, others).flatMap(Stream::of).toList()) {
            String[] parts = arg.substring("--".length()).split("=", 2);
            settings.put(parts[0], parts[1]);
        }
        return settings.entrySet().stream()
                .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                .toList();
    }

    /** Stops the program and starts it again, with other settings besides; Redis and the database stay. */
    public void restart(String... others) {
        context.close();
        context = run(others);
    }

    /** Makes somebody who can log in with {@link #PASSWORD}; roles that are not there yet are made. */
    public Person person(String name, String... roles) {
        Users users = bean(Users.class);
        makeRoles(Set.of(roles));
        Profile profile = Profile.EMPTY.withEmail(name + "@example.org", true);
        User user = users.create(new UserDraft(name, profile, true, Set.of(roles), Set.of()));
        users.setPasswordHash(user.id(), bean(PasswordHashing.class).hash(PASSWORD));
        return user.toPerson();
    }

    /** Puts a person in the place of the one with the same id, as if by hand in the database: nothing is ended. */
    public void replace(Person person) {
        Users users = bean(Users.class);
        makeRoles(person.roles());
        User user = users.find(person.id()).orElseThrow();
        users.replace(
                person.id(), new UserDraft(person.name(), user.profile(), person.enabled(), person.roles(), Set.of()));
    }

    private void makeRoles(Set<String> names) {
        Roles roles = bean(Roles.class);
        for (String name : names) {
            if (roles.find(name).isEmpty()) {
                roles.create(new Roles.Role(name, ""));
            }
        }
    }

    /** Forgets all guesses, so that tests which come from the same address do not hold each other up. */
    public void forgetGuesses() {
        bean(JdbcClient.class).sql("delete from guess").update();
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
