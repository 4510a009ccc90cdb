package io.gwanmun.gateway.token.jwt;

import java.util.ArrayList;
import java.util.List;

/** The keys that an issuer publishes at one moment. Immutable. */
public final class KeyRing {

    /** The ring of an issuer that was not heard of yet. */
    public static final KeyRing EMPTY = new KeyRing(List.of());

    /** How many keys are tried for one signature at most. */
    private static final int TRIES = 4;

    private final List<VerifyingKey> keys;

    KeyRing(List<VerifyingKey> keys) {
        this.keys = List.copyOf(keys);
    }

    /** Returns the keys that may have made a signature, at most {@value #TRIES}. */
    public List<VerifyingKey> fitting(JwtRules.Signing signing) {
        List<VerifyingKey> fitting = new ArrayList<>(1);
        for (VerifyingKey key : keys) {
            if (fitting.size() < TRIES && key.fits(signing.kid(), signing.algorithm())) {
                fitting.add(key);
            }
        }
        return fitting;
    }

    /** Returns how many keys there are. */
    public int size() {
        return keys.size();
    }

    /** Returns this ring with the keys that an older one had already, and retires those that this one has no longer. */
    public KeyRing replacing(KeyRing older) {
        List<VerifyingKey> merged = new ArrayList<>();
        for (VerifyingKey key : keys) {
            merged.add(older.keys.stream().filter(key::isSameAs).findFirst().orElse(key));
        }
        older.keys.stream().filter(key -> !merged.contains(key)).forEach(VerifyingKey::retire);
        return new KeyRing(merged);
    }
}
