package io.gwanmun.bench.server;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;

import io.gwanmun.bench.host.BenchException;
import io.gwanmun.bench.host.Pinned;

/** Somebody who writes reference tokens into a Redis, by the layout of gateway-app/docs/state.md, for as long as the bench runs. */
public final class ReferenceIssuer implements Issuer {

    private static final int BYTES = 32;

    private final SecureRandom random = new SecureRandom();
    private final Redis redis;

    private ReferenceIssuer(Redis redis) {
        this.redis = redis;
    }

    /**
     * Starts a Redis.
     *
     * @param pinned the core it gets
     * @return the issuer, to be closed by the caller
     */
    public static ReferenceIssuer open(Pinned pinned) {
        return new ReferenceIssuer(Redis.start(pinned));
    }

    @Override
    public List<String> tokens(int count) {
        List<String> tokens =
                IntStream.range(0, count).mapToObj(number -> token()).toList();
        List<List<String>> commands = new ArrayList<>(List.of(List.of("SET", "gwanmun:schema", "1")));
        Instant now = Instant.now();
        for (int number = 0; number < count; number++) {
            commands.add(command(tokens.get(number), new Claims(number, now)));
        }
        redis.send(commands);
        return tokens;
    }

    @Override
    public String kind() {
        return "referenceToken";
    }

    @Override
    public String source() {
        return "jwks: none, reference: state";
    }

    @Override
    public List<String> arguments() {
        return List.of(
                "--gateway.state.redis.uri=redis://127.0.0.1:" + redis.port(),
                "--gateway.state.redis.password-file=" + redis.passwordFile());
    }

    private String token() {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return encoded(bytes);
    }

    private static List<String> command(String token, Claims claims) {
        String value = "{\"active\":true,\"token_type\":\"Bearer\"," + claims.members() + '}';
        return List.of("SET", key(token), value, "EXAT", Long.toString(claims.ends()));
    }

    static String key(String token) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.US_ASCII));
            return "tok:{" + encoded(digest) + '}';
        } catch (GeneralSecurityException e) {
            throw new BenchException("cannot name a token", e);
        }
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    @Override
    public void close() {
        redis.close();
    }
}
