package io.gwanmun.gateway.identity;

import java.util.List;

import io.gwanmun.gateway.api.Secret;

/**
 * By what the gateway signs, as written.
 *
 * @param issuer what the gateway calls itself: the claim {@code iss}
 * @param key the private key in PEM
 * @param previous public keys in PEM that are published besides: of the key before this one, or the one to come
 */
record SigningSource(String issuer, Secret key, List<String> previous) {

    SigningSource {
        previous = List.copyOf(previous);
    }
}
