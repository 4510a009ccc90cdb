package io.gwanmun.gateway.route.match;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A request written down by hand; notes which facts were asked for. */
final class SampleFacts implements RouteFacts {

    static final Instant NOON = Instant.parse("2030-01-01T12:00:00Z");

    final Set<String> asked = new HashSet<>();
    private final Set<String> broken = new HashSet<>();
    private final String method;
    private final String path;
    private String host = "";
    private final Map<String, List<String>> headers = new HashMap<>();
    private final Map<String, List<String>> query = new HashMap<>();
    private final Map<String, List<String>> cookies = new HashMap<>();
    private Instant now = NOON;
    private double draw;

    private SampleFacts(String method, String path) {
        this.method = method;
        this.path = path;
    }

    static SampleFacts of(String method, String path) {
        return new SampleFacts(method, path);
    }

    static SampleFacts get(String path) {
        return new SampleFacts("GET", path);
    }

    SampleFacts host(String value) {
        host = value;
        return this;
    }

    SampleFacts header(String name, String... values) {
        headers.put(name, List.of(values));
        return this;
    }

    SampleFacts query(String name, String... values) {
        query.put(name, List.of(values));
        return this;
    }

    SampleFacts cookie(String name, String... values) {
        cookies.put(name, List.of(values));
        return this;
    }

    SampleFacts now(Instant instant) {
        now = instant;
        return this;
    }

    SampleFacts draw(double number) {
        draw = number;
        return this;
    }

    /** Makes one fact throw. */
    SampleFacts breaking(String fact) {
        broken.add(fact);
        return this;
    }

    private void ask(String fact) {
        asked.add(fact);
        if (broken.contains(fact)) {
            throw new IllegalStateException(fact);
        }
    }

    @Override
    public String method() {
        return method;
    }

    @Override
    public String host() {
        ask("host");
        return host;
    }

    @Override
    public String path() {
        return path;
    }

    @Override
    public List<String> headers(String name) {
        ask("header " + name);
        return headers.getOrDefault(name, List.of());
    }

    @Override
    public List<String> query(String name) {
        ask("query " + name);
        return query.getOrDefault(name, List.of());
    }

    @Override
    public List<String> cookies(String name) {
        ask("cookie " + name);
        return cookies.getOrDefault(name, List.of());
    }

    @Override
    public Instant now() {
        ask("now");
        return now;
    }

    @Override
    public double draw() {
        ask("draw");
        return draw;
    }

    @Override
    public String toString() {
        return method + " " + host + path + " " + headers + query + cookies + " at " + now + " drawing " + draw;
    }
}
