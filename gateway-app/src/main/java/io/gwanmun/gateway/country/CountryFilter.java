package io.gwanmun.gateway.country;

import java.util.List;

import io.netty.handler.codec.http.HttpHeaders;
import org.jspecify.annotations.Nullable;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

import io.gwanmun.gateway.pipeline.Call;
import io.gwanmun.gateway.pipeline.Caller;
import io.gwanmun.gateway.pipeline.Downstream;
import io.gwanmun.gateway.pipeline.Phase;
import io.gwanmun.gateway.pipeline.PhaseFilter;
import io.gwanmun.gateway.route.RoutePolicies;

/**
 * Finds the country of a call, once, before its cases are looked at.
 *
 * <ol>
 *   <li>Takes headers with a country away unless a trusted proxy sent them, and sent them once.
 *   <li>Asks the sources in their order. The body is read only when those before it do not know, and not for a route that does
 *       not ask.
 *   <li>Keeps the country in the {@link Call}, tells the service, and counts.
 * </ol>
 */
final class CountryFilter implements PhaseFilter {

    private final List<CountrySource> from;
    private final List<String> headers;
    private final @Nullable String send;
    private final boolean isAsked;
    private final RoutePolicies route;
    private final @Nullable LiveDatabase database;
    private final CountryMeters meters;

    /**
     * Takes what a route asks.
     *
     * @param database the countries of addresses, null for none
     */
    CountryFilter(CountryPolicy policy, RoutePolicies route, @Nullable LiveDatabase database, CountryMeters meters) {
        this.from = policy.from();
        this.headers = policy.headers();
        this.send = policy.send();
        this.isAsked = route.asksForCountry() || send != null;
        this.route = route;
        this.database = database;
        this.meters = meters;
    }

    @Override
    public Phase phase() {
        return Phase.CHOOSE_UPSTREAM;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        Call call = Call.KEY.get(exchange);
        Downstream arriving = Downstream.KEY.get(exchange);
        // Another gateway passes on what its own clients made up, as it does not know which header is believed here.
        boolean isTrusted =
                call.origin().viaProxy() && !arriving.requestHeaders().contains(Call.REGION);
        for (int i = 0; i < headers.size(); i++) {
            takeAway(headers.get(i), arriving.requestHeaders(), isTrusted);
        }
        if (!isAsked) {
            return chain.filter(exchange);
        }
        CallFacts facts = new CallFacts(arriving, call.origin(), Caller.KEY.find(exchange), database);
        return search(0, facts, exchange, chain);
    }

    private static void takeAway(String name, HttpHeaders headers, boolean isTrusted) {
        if (!isTrusted || headers.getAll(name).size() > 1) {
            headers.remove(name);
        }
    }

    private Mono<Void> search(int first, CallFacts facts, ServerWebExchange exchange, GatewayFilterChain chain) {
        for (int i = first; i < from.size(); i++) {
            CountrySource source = from.get(i);
            if (source instanceof CountrySource.Body field && facts.hasUnreadJson()) {
                return read(i, field.most(), facts, exchange, chain);
            }
            String country = source.ask(facts);
            if (country != null) {
                meters.known(source.kind()).increment();
                return goOn(country, exchange, chain);
            }
        }
        meters.unknown(route.label()).increment();
        return goOn(null, exchange, chain);
    }

    private Mono<Void> read(int at, int most, CallFacts facts, ServerWebExchange exchange, GatewayFilterChain chain) {
        return Downstream.KEY.get(exchange).requestHeld(most).flatMap(body -> {
            facts.show(body);
            return search(at, facts, exchange, chain);
        });
    }

    private Mono<Void> goOn(@Nullable String country, ServerWebExchange exchange, GatewayFilterChain chain) {
        if (country != null) {
            Call.KEY.get(exchange).comesFrom(country);
            if (send != null) {
                Downstream.KEY.get(exchange).requestHeaders().set(send, country);
            }
        }
        return chain.filter(exchange);
    }
}
