package io.gwanmun.gateway.identity;

import java.lang.ref.WeakReference;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReferenceArray;

import org.jspecify.annotations.Nullable;

import io.gwanmun.gateway.pipeline.Caller;

/**
 * What is said of callers under one policy. Made once for a caller and kept near for half the life of the signed token, so that
 * a caller who calls often costs one look into a table. The near copies of tokens hand out the same {@link Caller} for the same
 * token, so that being the same object is what counts. The table has a fixed size: where two callers meet on one place the
 * later one stays.
 */
final class Introduction {

    private static final int PLACES = 1 << 13;
    private static final int LONGEST = 4096;
    /** The least a token holds: an issuer's skew keeps a proof alive for a while after its end. */
    private static final long LEAST_MILLIS = 2000;

    private final IdentityPolicy policy;
    private final @Nullable SigningKey key;
    private final InstantSource clock;
    private final List<ValueSource> sources;
    private final AtomicReferenceArray<@Nullable Said> kept;

    /**
     * Takes what is asked for.
     *
     * @param policy what is said; with a token only when there is a key
     * @param key what tokens are signed by, null when none are
     * @param clock the time
     */
    Introduction(IdentityPolicy policy, @Nullable SigningKey key, InstantSource clock) {
        this.policy = policy;
        this.key = key;
        this.clock = clock;
        this.sources = List.copyOf(policy.headers().values());
        this.kept = new AtomicReferenceArray<>(PLACES);
    }

    /** Returns the values of the policy's headers in the order of its names; null for one that is left out. */
    @Nullable
    String[] of(Caller caller) throws GeneralSecurityException {
        int place = System.identityHashCode(caller) & PLACES - 1;
        Said said = kept.getAcquire(place);
        long now = clock.millis();
        if (said == null || !said.of.refersTo(caller) || now >= said.until) {
            said = say(caller, now);
            kept.setRelease(place, said);
        }
        return said.values;
    }

    private Said say(Caller caller, long now) throws GeneralSecurityException {
        IdentityPolicy.Token token = policy.token();
        @Nullable String[] values = new @Nullable String[sources.size() + (token == null ? 0 : 1)];
        for (int i = 0; i < sources.size(); i++) {
            values[i] = bounded(sources.get(i).of(caller), policy.names().get(i));
        }
        if (token == null || key == null) {
            return new Said(new WeakReference<>(caller), Long.MAX_VALUE, values);
        }
        long end = now + token.ttl().toMillis();
        Instant callerEnds = caller.expiresAt();
        if (callerEnds != null && callerEnds.toEpochMilli() < end) {
            end = Math.max(callerEnds.toEpochMilli(), now + LEAST_MILLIS);
        }
        values[sources.size()] = bounded(key.sign(claims(caller, token, key.issuer(), now, end)), token.header());
        return new Said(new WeakReference<>(caller), now + (end - now) / 2, values);
    }

    private static Map<String, Object> claims(
            Caller caller, IdentityPolicy.Token token, String issuer, long now, long end) {
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("iss", issuer);
        claims.put("sub", caller.subject());
        claims.put("aud", token.audience());
        claims.put("iat", now / 1000);
        claims.put("exp", end / 1000);
        if (!caller.issuer().isEmpty()) {
            claims.put("idp", caller.issuer());
        }
        String client = caller.client();
        if (client != null) {
            claims.put("client_id", client);
        }
        claims.put("roles", caller.roles().stream().sorted().toList());
        claims.put("scope", String.join(" ", caller.scopes().stream().sorted().toList()));
        for (String name : token.claims()) {
            Object value = caller.claims().get(name);
            if (value != null) {
                claims.put(name, value);
            }
        }
        return claims;
    }

    private static @Nullable String bounded(@Nullable String value, String name) {
        if (value != null && value.length() > LONGEST) {
            throw new IllegalStateException(
                    name + ": " + value.length() + " characters (expected: at most " + LONGEST + ")");
        }
        return value;
    }

    /** What was said of a caller, and until when it holds, in milliseconds since 1970. */
    private record Said(
            WeakReference<Caller> of, long until, @Nullable String[] values) {}
}
