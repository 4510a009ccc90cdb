package io.gwanmun.gateway.token.keys;

import reactor.core.publisher.Mono;

/** Where the key set of an issuer comes from. */
@FunctionalInterface
public interface KeySource {

    /** Returns the set as it is published now, as JSON; fails when it cannot be had in time. Nothing happens before subscription. */
    Mono<byte[]> fetch();
}
