package io.gwanmun.auth.token;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

import io.gwanmun.auth.key.KeyRing;

/**
 * Grants in Redis. Each is one document with a version; a change and all that follows from it (what finds it, the live
 * reference tokens, the stream of revocations) happens in one script, and only when the version is still the one that was
 * read. So of any number of uses of a code at the same time exactly one counts.
 *
 * <ul>
 *   <li>{@code auth:grant:<id>}: hash with {@code version} and {@code document}
 *   <li>{@code auth:find:<SHA-256>}: what a code or token is, and the id of its grant
 *   <li>{@code auth:person:<id>}, {@code auth:client:<id>}: sorted sets of grant ids by their end
 *   <li>{@code tok:{<token id>}}, {@code revocations}: what gateways read
 * </ul>
 */
@Component
class GrantStore {

    /** Commands are made by this class alone and hold no part of a request that was not hashed. */
    private static final String COMMIT = """
            local version = redis.call('HGET', KEYS[1], 'version') or '0'
            if version ~= ARGV[1] then
                return 0
            end
            for _, command in ipairs(cjson.decode(ARGV[2])) do
                redis.call(unpack(command))
            end
            return 1
            """;

    /** The kind of access tokens, of which a grant has several. */
    static final String ACCESS = "ACCESS_TOKEN";

    /** How long a device that asks late is told that its code has ended. */
    private static final Duration AFTERGLOW = Duration.ofMinutes(5);

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    /** Gateways may allow for clocks that differ by so much, and take a token for so long after its end. */
    private static final Duration SKEW = Duration.ofMinutes(5);

    private final StatefulRedisConnection<String, String> connection;
    private final InstantSource time;

    GrantStore(StatefulRedisConnection<String, String> connection, InstantSource time) {
        this.connection = connection;
        this.time = time;
    }

    /**
     * What a code or token led to.
     *
     * @param grant its grant, in which another may have taken its place
     * @param kind what it is, or {@link #ACCESS}
     */
    record Found(Grant grant, String kind) {

        boolean is(Grant.Kind other) {
            return other.name().equals(kind);
        }
    }

    /** Finds the grant of a code or token. */
    Optional<Found> find(String hash) {
        String place = redis().get("auth:find:" + hash);
        if (place == null) {
            return Optional.empty();
        }
        int space = place.indexOf(' ');
        return load(place.substring(space + 1)).map(grant -> new Found(grant, place.substring(0, space)));
    }

    /** Finds the grant of an access token that has not ended. */
    Optional<Grant.Access> access(String hash) {
        return find(hash)
                .flatMap(found -> found.grant().access(hash))
                .filter(token -> token.ends().isAfter(time.instant()));
    }

    /** Returns a grant by id. */
    Optional<Grant> load(String id) {
        return Optional.ofNullable(redis().hget(key(id), "document")).map(text -> JSON.readValue(text, Grant.class));
    }

    List<String> ofPerson(String person) {
        return redis().zrange("auth:person:" + person, 0, -1);
    }

    List<String> ofClient(String client) {
        return redis().zrange("auth:client:" + client, 0, -1);
    }

    /**
     * Puts a grant in the place of the one that was read; access tokens that are no longer in it are called back.
     *
     * @return false when somebody else changed it since
     */
    boolean replace(@Nullable Grant before, Grant after) {
        Instant now = time.instant();
        Instant end =
                after.ends(now).plus(after.parts().containsKey(Grant.Kind.DEVICE_CODE) ? AFTERGLOW : Duration.ZERO);
        List<List<String>> commands = new ArrayList<>();
        String key = key(after.id());
        commands.add(List.of(
                "HSET", key, "version", String.valueOf(after.version()), "document", JSON.writeValueAsString(after)));
        commands.add(List.of("PEXPIREAT", key, millis(end)));
        after.parts().forEach((kind, part) -> commands.add(place(part.hash(), kind.name(), after, end)));
        after.access().forEach(token -> commands.add(place(token.hash(), ACCESS, after, token.ends())));
        after.access().stream()
                .filter(token -> token.reference()
                        && (before == null || before.access(token.hash()).isEmpty()))
                .forEach(token -> commands.add(live(token)));
        if (before != null) {
            before.access().stream()
                    .filter(token -> after.access(token.hash()).isEmpty())
                    .forEach(token -> commands.addAll(calledBack(token, now)));
        }
        commands.addAll(listed("auth:client:" + after.client(), after.id(), now, end));
        if (!after.subject().equals(after.client())) {
            commands.addAll(listed("auth:person:" + after.subject(), after.id(), now, end));
        }
        return commit(after.id(), before, commands);
    }

    /** Ends a grant and everything of it. */
    void end(String id) {
        while (true) {
            Optional<Grant> grant = load(id);
            if (grant.isEmpty() || remove(grant.get())) {
                return;
            }
        }
    }

    private boolean remove(Grant grant) {
        Instant now = time.instant();
        List<List<String>> commands = new ArrayList<>();
        commands.add(List.of("DEL", key(grant.id())));
        grant.parts().values().forEach(part -> commands.add(List.of("DEL", "auth:find:" + part.hash())));
        grant.access().forEach(token -> commands.addAll(calledBack(token, now)));
        commands.add(List.of("ZREM", "auth:client:" + grant.client(), grant.id()));
        commands.add(List.of("ZREM", "auth:person:" + grant.subject(), grant.id()));
        return commit(grant.id(), grant, commands);
    }

    /** Ends one access token of a grant. */
    void endAccess(String id, String hash) {
        while (true) {
            Optional<Grant> found = load(id);
            if (found.isEmpty() || found.get().access(hash).isEmpty()) {
                return;
            }
            Grant grant = found.get();
            List<Grant.Access> others = grant.access().stream()
                    .filter(token -> !token.hash().equals(hash))
                    .toList();
            if (replace(grant, grant.withAccess(others))) {
                return;
            }
        }
    }

    /** Notes something that may come once. Returns false when it came before. */
    boolean first(String hash, Instant until) {
        return redis().set(
                                "auth:once:" + hash,
                                "1",
                                io.lettuce.core.SetArgs.Builder.nx().pxAt(until))
                != null;
    }

    private boolean commit(String id, @Nullable Grant before, List<List<String>> commands) {
        String version = before == null ? "0" : String.valueOf(before.version());
        Long done = redis().eval(
                        COMMIT,
                        ScriptOutputType.INTEGER,
                        new String[] {key(id)},
                        version,
                        JSON.writeValueAsString(commands));
        return Long.valueOf(1).equals(done);
    }

    private static List<String> place(String hash, String kind, Grant grant, Instant end) {
        return List.of("SET", "auth:find:" + hash, kind + " " + grant.id(), "PXAT", millis(end));
    }

    private static List<String> live(Grant.Access token) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("active", true);
        answer.putAll(token.claims());
        answer.put("token_type", "Bearer");
        return List.of("SET", live(token.tokenId()), JSON.writeValueAsString(answer), "PXAT", millis(token.ends()));
    }

    private static List<List<String>> calledBack(Grant.Access token, Instant now) {
        List<List<String>> commands = new ArrayList<>();
        commands.add(List.of("DEL", "auth:find:" + token.hash()));
        if (token.reference()) {
            commands.add(List.of("DEL", live(token.tokenId())));
        }
        if (token.ends().plus(SKEW).isAfter(now)) {
            String oldest = millis(now.minus(KeyRing.LONGEST_TOKEN).minus(SKEW));
            String exp = String.valueOf(token.ends().getEpochSecond());
            commands.add(List.of("XADD", "revocations", "MINID", "~", oldest, "*", "id", token.tokenId(), "exp", exp));
        }
        return commands;
    }

    private static List<List<String>> listed(String key, String id, Instant now, Instant end) {
        return List.of(
                List.of("ZREMRANGEBYSCORE", key, "-inf", millis(now)),
                List.of("ZADD", key, millis(end), id),
                List.of("PEXPIREAT", key, millis(end), "NX"),
                List.of("PEXPIREAT", key, millis(end), "GT"));
    }

    private static String live(String tokenId) {
        return "tok:{" + tokenId + "}";
    }

    private static String key(String id) {
        return "auth:grant:" + id;
    }

    private static String millis(Instant instant) {
        return String.valueOf(instant.toEpochMilli());
    }

    private RedisCommands<String, String> redis() {
        return connection.sync();
    }
}
