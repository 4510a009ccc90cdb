package io.gwanmun.gateway.route;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.cloud.gateway.filter.GatewayFilter;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.util.UriUtils;
import reactor.core.publisher.Mono;

import io.gwanmun.gateway.pipeline.Call;
import io.gwanmun.gateway.pipeline.ExchangeKey;
import io.gwanmun.gateway.pipeline.PhaseFilter;
import io.gwanmun.gateway.route.engine.EngineFilter;
import io.gwanmun.gateway.route.match.PathParameters;

/**
 * A route as it serves requests: its policies, and its filters in a row. To the engine's filters it shows itself as one of the
 * engine's routes, under the engine's own attributes.
 */
public final class LiveRoute {

    /** The values of the path parameters of the route that serves an exchange; never missing on a route. */
    public static final ExchangeKey<PathParameters> PARAMETERS =
            ExchangeKey.of("route.parameters", PathParameters.class);

    private static final URI ELSEWHERE = URI.create("no://op");

    private final RoutePolicies policies;
    private final List<PhaseFilter> filters;
    private final GatewayFilterChain chain;
    private final boolean isSeenByEngine;
    private volatile @Nullable Route engineRoute;

    LiveRoute(RoutePolicies policies, List<PhaseFilter> filters) {
        this.policies = policies;
        this.filters = PhaseChain.sorted(filters);
        this.chain = PhaseChain.of(this.filters);
        this.isSeenByEngine = filters.stream().anyMatch(EngineFilter.class::isInstance);
    }

    /** Returns the route's name and policies. */
    public RoutePolicies policies() {
        return policies;
    }

    /** Returns the route's filters from the outermost to the innermost. */
    public List<PhaseFilter> filters() {
        return filters;
    }

    /** Lets a request run through the route. */
    Mono<Void> handle(ServerWebExchange exchange, Call call, PathParameters parameters) {
        call.routedTo(policies.label());
        PARAMETERS.put(exchange, parameters);
        exchange.getAttributes().put(ServerWebExchangeUtils.GATEWAY_ROUTE_ATTR, engineRoute());
        return isSeenByEngine ? handleWithEngine(exchange, parameters) : chain.filter(exchange);
    }

    /** The engine's filters expect decoded path parameters, and that a response nobody has ended is ended behind them. */
    private Mono<Void> handleWithEngine(ServerWebExchange exchange, PathParameters parameters) {
        ServerWebExchangeUtils.putUriTemplateVariables(exchange, decoded(parameters));
        return chain.filter(exchange).then(Mono.defer(exchange.getResponse()::setComplete));
    }

    /** Made by the first request: of thousands of routes many are never called. Made twice by two at once, which is harmless. */
    private Route engineRoute() {
        Route made = engineRoute;
        if (made == null) {
            made = Route.async()
                    .id(policies.label().path())
                    .uri(ELSEWHERE)
                    .predicate(exchange -> true)
                    .replaceFilters(List.<GatewayFilter>copyOf(filters))
                    .build();
            engineRoute = made;
        }
        return made;
    }

    /** The engine's filters encode what they fill in. */
    private static Map<String, String> decoded(PathParameters parameters) {
        Map<String, String> values = parameters.toMap();
        values.replaceAll((name, value) -> UriUtils.decode(value, StandardCharsets.UTF_8));
        return values;
    }

    @Override
    public String toString() {
        return policies.label().path();
    }
}
