package io.gwanmun.auth.key;

import java.time.Instant;

import com.nimbusds.jose.jwk.JWK;

/**
 * A key pair.
 *
 * @param id the header {@code kid}
 * @param algorithm what it signs with
 * @param pair both halves; the private one leaves this room only as signatures
 * @param from when it begins to sign; it is published before
 */
record SigningKey(String id, KeyAlgorithm algorithm, JWK pair, Instant from) {

    @Override
    public String toString() {
        return "SigningKey[id=%s, algorithm=%s, from=%s]".formatted(id, algorithm, from);
    }
}
