package io.gwanmun.auth.key;

import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * The keys that sign, in order of time. A key is published for {@code auth.keys.ahead} before it signs, signs for
 * {@code auth.keys.interval}, and stays published until the longest token that it signed has ended and an hour has passed.
 * Which key signs follows from the clock and the database alone, so all instances agree; only one at a time makes a key.
 */
@Component
public class KeyRing {

    /** No token lives longer. */
    public static final Duration LONGEST_TOKEN = Duration.ofHours(24);

    private static final Duration MARGIN = Duration.ofHours(1);
    private static final Logger LOG = LoggerFactory.getLogger(KeyRing.class);

    private final KeyStore store;
    private final KeyProperties properties;
    private final InstantSource time;
    private volatile List<SigningKey> keys = List.of();

    KeyRing(KeyStore store, KeyProperties properties, InstantSource time) {
        this.store = store;
        this.properties = properties;
        this.time = time;
        tend();
    }

    /** Looks once a minute whether a key is to be made or removed, and takes over what other instances did. */
    @Scheduled(fixedDelay = 1, initialDelay = 1, timeUnit = TimeUnit.MINUTES)
    final void tend() {
        keys = store.all();
        Instant now = time.instant();
        if (nextFrom(now).isPresent() || !ended(now).isEmpty()) {
            keys = store.alone(() -> {
                keys = store.all();
                nextFrom(now).ifPresent(this::make);
                ended(now).forEach(key -> store.remove(key.id()));
                return store.all();
            });
        }
    }

    /** Publishes a new key at once; it signs after {@code auth.keys.ahead}. Nothing happens when one is already waiting. */
    public void rotate() {
        keys = store.alone(() -> {
            keys = store.all();
            Instant now = time.instant();
            if (keys.stream().noneMatch(key -> key.from().isAfter(now))) {
                make(now.plus(properties.ahead()));
            }
            return store.all();
        });
    }

    /**
     * Takes a key away at once, as when it is no longer secret. Tokens that it signed stop being valid wherever keys are
     * fetched anew; when it was the one that signs, a new one takes over without notice.
     *
     * @return whether there was such a key
     */
    public boolean withdraw(String id) {
        boolean found = store.alone(() -> store.remove(id));
        tend();
        return found;
    }

    /** Returns what is published: the public halves. */
    public JWKSet published() {
        return new JWKSet(keys.stream()
                .map(SigningKey::pair)
                .map(pair -> pair.toPublicJWK())
                .toList());
    }

    List<SigningKey> all() {
        return keys;
    }

    /** Returns the key that signs now: the first one also for an instance whose clock is behind that of its maker. */
    SigningKey current() {
        return current(time.instant())
                .or(() -> keys.stream().findFirst())
                .orElseThrow(() -> new IllegalStateException("signing keys: none (expected: one at least)"));
    }

    /**
     * Signs claims.
     *
     * @param type the header {@code typ}
     * @param claims the claims as they stand in JSON
     */
    public String sign(String type, Map<String, Object> claims) {
        SigningKey key = current();
        JWSHeader header = new JWSHeader.Builder(
                        JWSAlgorithm.parse(key.algorithm().name()))
                .type(new JOSEObjectType(type))
                .keyID(key.id())
                .build();
        try {
            SignedJWT token = new SignedJWT(header, JWTClaimsSet.parse(claims));
            token.sign(key.algorithm().signer(key.pair()));
            return token.serialize();
        } catch (JOSEException | ParseException e) {
            throw new IllegalStateException("signing key %s: cannot sign".formatted(key.id()), e);
        }
    }

    private Optional<SigningKey> current(Instant now) {
        return keys.stream().filter(key -> !key.from().isAfter(now)).reduce((before, after) -> after);
    }

    private Optional<Instant> nextFrom(Instant now) {
        Optional<SigningKey> current = current(now);
        if (current.isEmpty()) {
            return Optional.of(now);
        }
        if (keys.stream().anyMatch(key -> key.from().isAfter(now))) {
            return Optional.empty();
        }
        Instant due = current.get().algorithm() == properties.algorithm()
                ? current.get().from().plus(properties.interval())
                : now;
        Instant soonest = now.plus(properties.ahead());
        return due.isAfter(soonest) ? Optional.empty() : Optional.of(soonest);
    }

    private List<SigningKey> ended(Instant now) {
        Instant last = now.minus(LONGEST_TOKEN).minus(MARGIN);
        // A key has signed until the one after it began to.
        return keys.stream()
                .filter(key -> keys.stream()
                        .anyMatch(after ->
                                after.from().isAfter(key.from()) && after.from().isBefore(last)))
                .toList();
    }

    private void make(Instant from) {
        String id = UUID.randomUUID().toString();
        try {
            store.add(new SigningKey(
                    id, properties.algorithm(), properties.algorithm().generate(id), from));
        } catch (JOSEException e) {
            throw new IllegalStateException("signing key: cannot be made", e);
        }
        LOG.info("Signing key {} ({}) is published and signs from {}", id, properties.algorithm(), from);
    }
}
