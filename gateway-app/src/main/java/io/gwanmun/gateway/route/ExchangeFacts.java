package io.gwanmun.gateway.route;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

import org.springframework.http.HttpCookie;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;

import io.gwanmun.gateway.pipeline.Call;
import io.gwanmun.gateway.route.match.RouteFacts;

/** Shows the index what it asks of a request; nothing is read before it is asked for. */
final class ExchangeFacts implements RouteFacts {

    private final ServerHttpRequest request;
    private final Call call;
    private final InstantSource clock;

    ExchangeFacts(ServerHttpRequest request, Call call, InstantSource clock) {
        this.request = request;
        this.call = call;
        this.clock = clock;
    }

    @Override
    public String method() {
        return call.method();
    }

    @Override
    public String host() {
        return HostName.of(request.getHeaders().getFirst(HttpHeaders.HOST));
    }

    @Override
    public String path() {
        return call.path();
    }

    @Override
    public List<String> headers(String name) {
        return request.getHeaders().getOrEmpty(name);
    }

    @Override
    public List<String> query(String name) {
        List<String> values = request.getQueryParams().get(name);
        return values == null
                ? List.of()
                : values.stream().map(value -> value == null ? "" : value).toList();
    }

    @Override
    public List<String> cookies(String name) {
        List<HttpCookie> cookies = request.getCookies().get(name);
        return cookies == null
                ? List.of()
                : cookies.stream().map(HttpCookie::getValue).toList();
    }

    @Override
    public Instant now() {
        return clock.instant();
    }

    @Override
    public double draw() {
        return ThreadLocalRandom.current().nextDouble();
    }
}
