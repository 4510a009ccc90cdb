package io.gwanmun.gateway.access;

import java.time.InstantSource;

import org.jspecify.annotations.Nullable;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import io.gwanmun.gateway.pipeline.Call;
import io.gwanmun.gateway.pipeline.Caller;
import io.gwanmun.gateway.pipeline.Downstream;
import io.gwanmun.gateway.pipeline.Phase;
import io.gwanmun.gateway.pipeline.PhaseFilter;
import io.gwanmun.gateway.pipeline.Refusal;
import io.gwanmun.gateway.pipeline.Refusals;
import io.gwanmun.gateway.token.TokenCheck;
import io.gwanmun.gateway.token.Verdict;

/**
 * Proves who calls.
 *
 * <ol>
 *   <li>Where tokens are looked at, takes the one of the header {@code Authorization}. More credentials than one: 400. A token
 *       that is not believed: 401, also where another proof would do. One that nobody can check now: 503.
 *   <li>Where certificates are looked at, takes the one that was verified in the handshake.
 *   <li>Compares both with what is asked. Not enough: 401; a good certificate that is not one of those named: 403.
 *   <li>Leaves the {@link Caller} on the exchange and on the call.
 * </ol>
 */
final class AuthenticateFilter implements PhaseFilter {

    private final AccessPolicy policy;
    private final @Nullable TokenCheck tokens;
    private final boolean certificates;
    private final Refusal unproved;
    private final AccessTools tools;

    /**
     * Creates the filter of a route.
     *
     * @param tokens checks tokens; null when none are looked at
     */
    AuthenticateFilter(AccessPolicy policy, @Nullable TokenCheck tokens, AccessTools tools) {
        this.policy = policy;
        this.tokens = tokens;
        this.certificates = policy.asksForCertificate();
        this.unproved = Challenges.unproved(policy);
        this.tools = tools;
    }

    @Override
    public Phase phase() {
        return Phase.AUTHENTICATE;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        if (tokens == null) {
            return proved(exchange, chain, null);
        }
        BearerHeader header = BearerHeader.of(Downstream.KEY.get(exchange));
        return switch (header.kind()) {
            case NONE -> proved(exchange, chain, null);
            case SEVERAL -> refusals().write(exchange, Challenges.SEVERAL);
            case TOKEN -> judged(exchange, chain, tokens.check(header.token()));
        };
    }

    private Mono<Void> judged(ServerWebExchange exchange, GatewayFilterChain chain, Verdict verdict) {
        if (verdict instanceof Verdict.Accepted accepted) {
            return proved(exchange, chain, accepted.caller());
        }
        if (verdict instanceof Verdict.Refused refused) {
            tools.events().refused(Call.KEY.get(exchange), refused);
            return refusals().write(exchange, Challenges.INVALID);
        }
        if (verdict instanceof Verdict.Waiting waiting) {
            // Whoever answers does so on a thread of its own; the call goes on where it belongs.
            return waiting.verdict()
                    .publishOn(
                            Schedulers.fromExecutor(Downstream.KEY.get(exchange).loop()))
                    .flatMap(then -> judged(exchange, chain, then));
        }
        return refusals().write(exchange, Challenges.UNREACHABLE);
    }

    private Mono<Void> proved(ServerWebExchange exchange, GatewayFilterChain chain, @Nullable Caller caller) {
        Shown shown = Shown.of(
                caller, certificates ? Shown.certificate(exchange, tools.clock().millis()) : null);
        for (Demand demand : policy.demands()) {
            if (!demand.proof().holds(shown)) {
                return refusals().write(exchange, couldHold(shown) ? Challenges.NOT_NAMED : unproved);
            }
        }
        Caller whoever = shown.whoever();
        if (whoever != null) {
            Caller.KEY.put(exchange, whoever);
            Call.KEY.get(exchange).madeBy(whoever);
        }
        return chain.filter(exchange);
    }

    /** Whether nothing is wrong but the names of a certificate. */
    private boolean couldHold(Shown shown) {
        return shown.certificate() != null && policy.couldBeMetWith(shown.token());
    }

    private Refusals refusals() {
        return tools.refusals();
    }

    /** What all these filters share. */
    record AccessTools(Refusals refusals, AuthenticationLog events, InstantSource clock) {}
}
