package io.gwanmun.gateway.route;

import java.time.InstantSource;
import java.util.Map;
import java.util.Set;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebHandler;
import reactor.core.publisher.Mono;

import io.gwanmun.gateway.pipeline.Call;
import io.gwanmun.gateway.pipeline.ClientFault;
import io.gwanmun.gateway.pipeline.GatewayFault;
import io.gwanmun.gateway.pipeline.Refusal;
import io.gwanmun.gateway.pipeline.Refusals;
import io.gwanmun.gateway.route.match.Found;

/**
 * The match phase: finds the route of a request and lets the request run through it.
 *
 * <ol>
 *   <li>Without a live table the answer is 503.
 *   <li>A preflight on a path with a rule for pages of other origins is answered by that rule.
 *   <li>The index is asked. A condition that throws ends the request with 500; it never counts as "no match".
 *   <li>A path that is served with other methods answers {@code OPTIONS} with 204 and anything else with 405, both with
 *       {@code Allow}; a path that nothing serves answers 404.
 *   <li>The filters of the route take over.
 * </ol>
 */
final class RouteHandler implements WebHandler {

    private static final Logger log = LoggerFactory.getLogger(RouteHandler.class);
    private static final String OPTIONS = "OPTIONS";

    private final RouteTables tables;
    private final CrossOrigin crossOrigin;
    private final Refusals refusals;
    private final InstantSource clock;

    RouteHandler(RouteTables tables, CrossOrigin crossOrigin, Refusals refusals, InstantSource clock) {
        this.tables = tables;
        this.crossOrigin = crossOrigin;
        this.refusals = refusals;
        this.clock = clock;
    }

    @Override
    public Mono<Void> handle(ServerWebExchange exchange) {
        RouteTable table = tables.live();
        if (table == null) {
            return refusals.write(exchange, Refusal.of(GatewayFault.NO_REVISION));
        }
        Call call = Call.KEY.get(exchange);
        ExchangeFacts facts = new ExchangeFacts(exchange.getRequest(), call, clock);
        if (OPTIONS.equals(call.method())) {
            Mono<Void> answer = crossOrigin.preflight(exchange, table, facts);
            if (answer != null) {
                return answer;
            }
        }
        Found<LiveRoute> found;
        try {
            found = table.find(facts);
        } catch (RuntimeException e) {
            log.error("requestId={} fault={}", call.requestId(), GatewayFault.CONDITION_FAILED.id(), e);
            crossOrigin.unserved(exchange, table, facts);
            return refusals.write(exchange, Refusal.of(GatewayFault.CONDITION_FAILED));
        }
        if (found instanceof Found.Matched<LiveRoute> matched) {
            return matched.route().handle(exchange, call, matched.params());
        }
        crossOrigin.unserved(exchange, table, facts);
        if (found instanceof Found.MethodNotAllowed<LiveRoute> other) {
            return answerMethod(exchange, other.allow());
        }
        return refusals.write(exchange, Refusal.of(ClientFault.NO_ROUTE));
    }

    private Mono<Void> answerMethod(ServerWebExchange exchange, Set<String> allow) {
        String allowed = String.join(", ", allow);
        if (!OPTIONS.equals(Call.KEY.get(exchange).method())) {
            return refusals.write(
                    exchange, new Refusal(ClientFault.METHOD_NOT_ALLOWED, "", Map.of(HttpHeaders.ALLOW, allowed)));
        }
        ServerHttpResponse response = exchange.getResponse();
        response.setStatusCode(HttpStatus.NO_CONTENT);
        response.getHeaders().set(HttpHeaders.ALLOW, allowed);
        return response.setComplete();
    }
}
