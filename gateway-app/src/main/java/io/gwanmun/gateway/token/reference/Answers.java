package io.gwanmun.gateway.token.reference;

import java.util.Map;

import reactor.core.publisher.Mono;

/** What the answer of RFC 7662 section 2.2 says: the one member it must have is {@code active}, a boolean. */
final class Answers {

    private Answers() {}

    /**
     * Returns the members of an active token, empty for any other.
     *
     * @throws IllegalArgumentException when {@code active} is missing or no boolean
     */
    static Mono<Map<String, Object>> members(Map<String, Object> answer) {
        if (!(answer.get("active") instanceof Boolean active)) {
            throw new IllegalArgumentException("active: missing or of another kind (expected: true or false)");
        }
        return active ? Mono.just(answer) : Mono.empty();
    }
}
