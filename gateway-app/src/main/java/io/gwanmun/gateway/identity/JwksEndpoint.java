package io.gwanmun.gateway.identity;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;

/**
 * The public keys by which services check what the gateway signs, as a JSON Web Key Set
 * (<a href="https://datatracker.ietf.org/doc/html/rfc7517#section-5">RFC 7517</a>) on the management port. Nothing in it is
 * secret.
 */
@Endpoint(id = "jwks")
final class JwksEndpoint {

    private final Supplier<List<Map<String, Object>>> keys;

    JwksEndpoint(Supplier<List<Map<String, Object>>> keys) {
        this.keys = keys;
    }

    /** Returns the set; without a key when nothing is signed. */
    @ReadOperation(produces = "application/jwk-set+json")
    Map<String, Object> keys() {
        return Map.of("keys", keys.get());
    }
}
