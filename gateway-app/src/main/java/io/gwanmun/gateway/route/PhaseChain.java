package io.gwanmun.gateway.route;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import org.springframework.cloud.gateway.filter.GatewayFilter;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

import io.gwanmun.gateway.pipeline.Phase;
import io.gwanmun.gateway.pipeline.PhaseFilter;

/**
 * The filters of one route, sorted once. Each link knows the next, so a request runs through without a look-up.
 *
 * <p>A filter encloses those behind it: what acts on the way out stands in front of what makes the response it acts on. So
 * the links are in the order of {@link Phase} up to {@link Phase#CACHE}, then the phases of the way out from the last to the
 * first, then the rest of the way in. {@link Phase#ENCODE} stands in front of the cache: what is stored is not compressed.
 */
final class PhaseChain implements GatewayFilterChain {

    private static final List<Phase> NESTING = List.of(
            Phase.MATCH,
            Phase.ADDRESS_POLICY,
            Phase.AUTHENTICATE,
            Phase.AUTHORISE,
            Phase.PLAN,
            Phase.LIMIT,
            Phase.VALIDATE,
            Phase.CHOOSE_UPSTREAM,
            Phase.ENCODE,
            Phase.CACHE,
            Phase.REPLY,
            Phase.CACHE_STORE,
            Phase.MAP_RESPONSE,
            Phase.MAP_REQUEST,
            Phase.RESILIENCE,
            Phase.INTEGRATION);

    private static final Map<Phase, Integer> DEPTH = depths();
    private static final GatewayFilterChain END = exchange -> Mono.empty();

    private final GatewayFilter filter;
    private final GatewayFilterChain next;

    private PhaseChain(GatewayFilter filter, GatewayFilterChain next) {
        this.filter = filter;
        this.next = next;
    }

    /** Returns the chain of filters that are in order, from the outermost to the innermost. */
    static GatewayFilterChain of(List<PhaseFilter> sorted) {
        GatewayFilterChain chain = END;
        for (int i = sorted.size() - 1; i >= 0; i--) {
            chain = new PhaseChain(sorted.get(i), chain);
        }
        return chain;
    }

    /** Returns filters from the outermost to the innermost; those of one phase keep their order. */
    static List<PhaseFilter> sorted(List<PhaseFilter> filters) {
        List<PhaseFilter> sorted = new ArrayList<>(filters);
        sorted.forEach(filter -> depth(filter.phase()));
        sorted.sort(Comparator.comparing(filter -> depth(filter.phase())));
        return List.copyOf(sorted);
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange) {
        return filter.filter(exchange, next);
    }

    private static int depth(Phase phase) {
        Integer depth = DEPTH.get(phase);
        if (depth == null) {
            throw new IllegalArgumentException(
                    "phase: " + phase + " (expected: one that has filters: " + NESTING + ")");
        }
        return depth;
    }

    private static Map<Phase, Integer> depths() {
        Map<Phase, Integer> depths = new EnumMap<>(Phase.class);
        NESTING.forEach(phase -> depths.put(phase, depths.size()));
        return depths;
    }
}
