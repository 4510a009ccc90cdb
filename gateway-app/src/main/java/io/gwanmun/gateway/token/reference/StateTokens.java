package io.gwanmun.gateway.token.reference;

import java.nio.charset.StandardCharsets;
import java.util.Map;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

import io.gwanmun.gateway.state.SharedState;
import io.gwanmun.gateway.state.StateUnavailableException;
import io.gwanmun.gateway.token.Asking;
import io.gwanmun.gateway.token.TokenDirectory;
import io.gwanmun.gateway.token.TokenId;
import io.gwanmun.gateway.token.UnreachableException;
import io.gwanmun.gateway.token.jwt.StrictJson;

/** The reference tokens that our own authorization server keeps in shared state, each under {@code tok:{id}}. */
public final class StateTokens implements TokenDirectory {

    private static final Logger log = LoggerFactory.getLogger(StateTokens.class);

    private final SharedState state;
    private final Asking<String, Map<String, Object>> asking = new Asking<>();

    StateTokens(SharedState state) {
        this.state = state;
    }

    @Override
    public Mono<Map<String, Object>> look(String token) {
        return asking.once(TokenId.ofReference(token), () -> asked(token));
    }

    private Mono<Map<String, Object>> asked(String token) {
        String id = TokenId.ofReference(token);
        return state.get("tok:{" + id + '}')
                .onErrorMap(
                        StateUnavailableException.class,
                        away -> new UnreachableException("shared state: " + away.getMessage()))
                .flatMap(value -> read(id, value));
    }

    /** What cannot be read is no word about the token: the call is neither believed nor refused. */
    private static Mono<Map<String, Object>> read(String id, String value) {
        try {
            return Answers.members(StrictJson.object(value.getBytes(StandardCharsets.UTF_8)));
        } catch (IllegalArgumentException e) {
            log.error("token={} in shared state: {}", id, e.getMessage());
            return Mono.error(() -> new UnreachableException("shared state: a token that cannot be read"));
        }
    }
}
