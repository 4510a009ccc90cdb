package io.gwanmun.auth.client;

import java.text.ParseException;
import java.util.Map;
import java.util.Optional;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import org.jspecify.annotations.Nullable;

/** The public keys of a client that signs. They are written down; nothing is fetched from an address of the client's. */
final class ClientKeys {

    static final String EXPECTED = "a JWK set of 1 to 10 public keys: RSA of 2048 to 8192 bits, or EC on P-256";

    private ClientKeys() {}

    /** Returns what is wrong with a set of keys. */
    static Optional<String> mistake(@Nullable Map<String, Object> jwks) {
        if (jwks == null) {
            return Optional.of("missing");
        }
        JWKSet keys;
        try {
            keys = JWKSet.parse(jwks);
        } catch (ParseException e) {
            return Optional.of("not a JWK set");
        }
        if (keys.isEmpty() || keys.size() > 10) {
            return Optional.of(keys.size() + " keys");
        }
        return keys.getKeys().stream()
                .map(ClientKeys::mistake)
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<String> mistake(JWK key) {
        if (key.isPrivate()) {
            return Optional.of("a private key, which must be thought of as known from now on");
        }
        boolean right = key instanceof RSAKey rsa && rsa.size() >= 2048 && rsa.size() <= 8192
                || key instanceof ECKey ec && Curve.P_256.equals(ec.getCurve());
        return right ? Optional.empty() : Optional.of("a key of type " + key.getKeyType() + " that is not accepted");
    }
}
