package io.gwanmun.gateway.cors;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

import io.gwanmun.gateway.api.ApiSource;
import io.gwanmun.gateway.pipeline.Call;
import io.gwanmun.gateway.pipeline.ClientFault;
import io.gwanmun.gateway.pipeline.Refusal;
import io.gwanmun.gateway.pipeline.Refusals;
import io.gwanmun.gateway.route.CrossOrigin;
import io.gwanmun.gateway.route.LiveRoute;
import io.gwanmun.gateway.route.RouteTable;
import io.gwanmun.gateway.route.match.RouteFacts;

/**
 * Answers the question a browser asks before a call of a page: may it? Never passed on to a service, and never in need of
 * credentials, as browsers send none.
 *
 * <ol>
 *   <li>The routes are looked for that may serve the call: by host, path and the method that is asked for. Conditions on
 *       headers and the like are left aside, as the question does not carry what the call will.
 *   <li>When no route at the address has a rule the question is a request like any other.
 *   <li>Every one of the routes must allow origin, method and all headers: 204, and the permission is for exactly what was
 *       asked. Else 403 with what is not allowed, and no permission.
 * </ol>
 */
final class Preflights implements CrossOrigin {

    private static final String VARY = String.join(
            ", ",
            HttpHeaders.ORIGIN,
            HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD,
            HttpHeaders.ACCESS_CONTROL_REQUEST_HEADERS);
    private static final int SHOWN = 100;

    private final Refusals refusals;

    Preflights(Refusals refusals) {
        this.refusals = refusals;
    }

    @Override
    public @Nullable Mono<Void> preflight(ServerWebExchange exchange, RouteTable table, RouteFacts facts) {
        HttpHeaders asked = exchange.getRequest().getHeaders();
        if (!asked.containsHeader(HttpHeaders.ORIGIN)
                || !asked.containsHeader(HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD)) {
            return null;
        }
        Question question = Question.of(asked);
        List<LiveRoute> serving = table.index().mayServe(facts, question.method());
        List<LiveRoute> concerned = serving.isEmpty() ? table.index().at(facts) : serving;
        if (concerned.stream().noneMatch(Preflights::hasRule)) {
            return null;
        }
        Call.KEY.get(exchange).routedTo(concerned.get(0).policies().label());
        String refused = serving.isEmpty()
                ? "The method " + shown(question.method()) + " is not served at this address."
                : refused(question, serving);
        return refused == null
                ? permit(exchange.getResponse(), question, serving)
                : refusals.write(
                        exchange, new Refusal(ClientFault.CROSS_ORIGIN, refused, Map.of(HttpHeaders.VARY, VARY)));
    }

    @Override
    public void unserved(ServerWebExchange exchange, RouteTable table, RouteFacts facts) {
        List<LiveRoute> near = table.index().at(facts);
        ApiSource api = near.isEmpty() ? table.apiOf(facts) : null;
        CorsPolicy policy = !near.isEmpty()
                ? near.get(0).policies().policy(CorsPolicy.class)
                : api == null ? null : CorsReader.of(api);
        if (policy != null) {
            CorsHeaders.onLeaving(exchange, policy);
        }
    }

    private static boolean hasRule(LiveRoute route) {
        return route.policies().policy(CorsPolicy.class) != null;
    }

    private static CorsPolicy ruleOf(LiveRoute route) {
        CorsPolicy policy = route.policies().policy(CorsPolicy.class);
        return policy == null ? CorsPolicy.NONE : policy;
    }

    /** Returns what is not allowed, null when everything is. Tells nothing of what would be. */
    private static @Nullable String refused(Question question, List<LiveRoute> serving) {
        for (LiveRoute route : serving) {
            CorsPolicy policy = ruleOf(route);
            if (!policy.allowsOrigin(question.origin())) {
                return question.origin().size() == 1
                        ? "The origin " + shown(question.origin().get(0)) + " is not allowed."
                        : "The request has more than one Origin header.";
            }
            if (!policy.allowsMethod(question.method())) {
                return "The method " + shown(question.method()) + " is not allowed for pages of other origins.";
            }
            for (String header : question.headers()) {
                if (!policy.headers().contains(header)) {
                    return "The header " + shown(header) + " is not allowed for pages of other origins.";
                }
            }
        }
        return null;
    }

    private static Mono<Void> permit(ServerHttpResponse response, Question question, List<LiveRoute> serving) {
        List<CorsPolicy> rules = serving.stream().map(Preflights::ruleOf).toList();
        HttpHeaders answer = response.getHeaders();
        response.setStatusCode(HttpStatus.NO_CONTENT);
        answer.set(
                HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN,
                rules.stream().allMatch(CorsPolicy::isForAll)
                        ? "*"
                        : question.origin().get(0));
        answer.set(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, question.method());
        if (!question.headers().isEmpty()) {
            answer.set(HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS, String.join(", ", question.headers()));
        }
        if (rules.stream().allMatch(CorsPolicy::credentials)) {
            answer.set(HttpHeaders.ACCESS_CONTROL_ALLOW_CREDENTIALS, "true");
        }
        Duration maxAge = shortest(rules);
        if (maxAge != null) {
            answer.set(HttpHeaders.ACCESS_CONTROL_MAX_AGE, String.valueOf(maxAge.toSeconds()));
        }
        answer.set(HttpHeaders.VARY, VARY);
        return response.setComplete();
    }

    /** Returns how long the permission may be kept; null as soon as one rule leaves it to the browser. */
    private static @Nullable Duration shortest(List<CorsPolicy> rules) {
        Duration shortest = rules.get(0).maxAge();
        for (CorsPolicy rule : rules) {
            Duration age = rule.maxAge();
            if (age == null || shortest == null) {
                return null;
            }
            shortest = age.compareTo(shortest) < 0 ? age : shortest;
        }
        return shortest;
    }

    private static String shown(String asked) {
        return '"' + (asked.length() <= SHOWN ? asked : asked.substring(0, SHOWN) + '…') + '"';
    }

    /**
     * What a browser asks.
     *
     * @param origin the lines of {@code Origin}
     * @param method the method the call will have
     * @param headers the headers the call will have, in lower case
     */
    private record Question(List<String> origin, String method, List<String> headers) {

        private static Question of(HttpHeaders asked) {
            List<String> headers = new ArrayList<>();
            for (String line : asked.getOrEmpty(HttpHeaders.ACCESS_CONTROL_REQUEST_HEADERS)) {
                for (String name : line.split(",", -1)) {
                    if (!name.isBlank()) {
                        headers.add(name.strip().toLowerCase(Locale.ROOT));
                    }
                }
            }
            return new Question(
                    asked.getOrEmpty(HttpHeaders.ORIGIN),
                    String.join(", ", asked.getOrEmpty(HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD)),
                    headers);
        }
    }
}
