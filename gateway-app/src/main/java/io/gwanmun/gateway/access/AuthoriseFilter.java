package io.gwanmun.gateway.access;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

import io.gwanmun.gateway.pipeline.Call;
import io.gwanmun.gateway.pipeline.Caller;
import io.gwanmun.gateway.pipeline.Phase;
import io.gwanmun.gateway.pipeline.PhaseFilter;

/**
 * Looks at the rights of a proved caller: its scopes, its roles, its claims, as the API asks and as the route asks. Lacking one
 * is a 403 that names scopes, which are the client's to ask for, and of roles and claims the kind alone.
 */
final class AuthoriseFilter implements PhaseFilter {

    private final List<Demand> demands;
    private final Set<String> scopes;
    private final AuthenticateFilter.AccessTools tools;

    /**
     * Creates the filter of a route.
     *
     * @param demands those that ask for rights
     */
    AuthoriseFilter(List<Demand> demands, AuthenticateFilter.AccessTools tools) {
        this.demands = List.copyOf(demands);
        this.scopes =
                demands.stream().flatMap(demand -> demand.scopes().stream()).collect(Collectors.toUnmodifiableSet());
        this.tools = tools;
    }

    @Override
    public Phase phase() {
        return Phase.AUTHORISE;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        Caller caller = Caller.KEY.get(exchange);
        for (Demand demand : demands) {
            Demand.Lack lack = demand.lack(caller);
            if (lack != null) {
                tools.events().lacking(Call.KEY.get(exchange), caller, lack);
                return tools.refusals().write(exchange, Challenges.lacking(lack, scopes));
            }
        }
        return chain.filter(exchange);
    }
}
