package io.gwanmun.gateway.route.match;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

import static io.gwanmun.gateway.route.match.SampleFacts.NOON;

/** Routes and requests over few names, so that they meet often. */
final class RandomRoutes {

    static final List<Instant> TIMES = List.of(NOON.minusSeconds(1), NOON, NOON.plusSeconds(1));
    private static final List<String> HOSTS = List.of("a.x", "b.a.x", "c.x");
    private static final List<HostPattern> PATTERNS = List.of(
            new HostPattern("a.x", false),
            new HostPattern("b.a.x", false),
            new HostPattern("a.x", true),
            new HostPattern("x", true));
    private static final List<String> METHODS = List.of("GET", "HEAD", "PUT", "OPTIONS");
    private static final List<ValueTest> TESTS = List.of(
            ValueTest.exact("1"),
            ValueTest.exact("2"),
            ValueTest.anyOf(Set.of("2", "3")),
            ValueTest.prefix("3"),
            ValueTest.pattern("[13]"),
            ValueTest.present(),
            ValueTest.absent());
    private static final List<Condition> WINDOWS = List.of(
            Condition.before(NOON),
            Condition.after(NOON),
            Condition.between(NOON, NOON.plusSeconds(1)),
            Condition.before(NOON.plusSeconds(1)));

    private RandomRoutes() {}

    /** Returns patterns, of which those with a weight have one or two twins to share with, somewhere in the list. */
    static Arbitrary<List<RoutePattern>> patterns() {
        return pattern().list().ofMinSize(1).ofMaxSize(30).map(RandomRoutes::withTwins);
    }

    private static List<RoutePattern> withTwins(List<RoutePattern> patterns) {
        List<RoutePattern> all = new ArrayList<>(patterns);
        for (RoutePattern pattern : patterns) {
            pattern.weight().ifPresent(weight -> all.add(all.size() / 2, pattern.withWeight(4 - weight)));
            if (pattern.conditions().isEmpty() && pattern.weight().isPresent()) {
                all.add(pattern.withWeight(2));
            }
        }
        return all;
    }

    private static Arbitrary<RoutePattern> pattern() {
        return Combinators.combine(
                        few(Arbitraries.of(PATTERNS)),
                        template(),
                        few(Arbitraries.of(METHODS)),
                        conditions(),
                        Arbitraries.frequency(Tuple.of(4, 0), Tuple.of(1, 1), Tuple.of(1, 3)),
                        Arbitraries.frequency(Tuple.of(6, 0), Tuple.of(1, 1), Tuple.of(1, -1)))
                .as((hosts, path, methods, conditions, weight, priority) -> new RoutePattern(
                        hosts,
                        path,
                        methods,
                        conditions,
                        weight == 0 ? OptionalInt.empty() : OptionalInt.of(weight),
                        priority));
    }

    private static <T> Arbitrary<Set<T>> few(Arbitrary<T> one) {
        Arbitrary<Set<T>> none = one.set().ofSize(0);
        return Arbitraries.frequencyOf(
                Tuple.of(1, none), Tuple.of(1, one.set().ofMinSize(1).ofMaxSize(2)));
    }

    private static Arbitrary<PathTemplate> template() {
        Arbitrary<List<String>> segments = Arbitraries.of("a", "b", "{}").list().ofMaxSize(2);
        return Combinators.combine(segments, Arbitraries.of("", "/", "/{rest...}"), Arbitraries.of("p", "q"))
                .as(RandomRoutes::template);
    }

    private static PathTemplate template(List<String> segments, String end, String name) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < segments.size(); i++) {
            text.append('/').append(segments.get(i).equals("{}") ? "{" + name + i + "}" : segments.get(i));
        }
        text.append(end);
        return PathTemplate.parse(text.isEmpty() ? "/" : text.toString());
    }

    /** Returns conditions that test nothing twice, so that two routes are apart only when two conditions are. */
    private static Arbitrary<List<Condition>> conditions() {
        Arbitrary<ValueTest> test = Arbitraries.of(TESTS).injectNull(0.8);
        return Combinators.combine(test, test, test, Arbitraries.of(WINDOWS).injectNull(0.85))
                .as((header, query, cookie, window) -> {
                    Set<Condition> all = new LinkedHashSet<>();
                    if (header != null) {
                        all.add(Condition.header("V", header));
                    }
                    if (query != null) {
                        all.add(Condition.query("v", query));
                    }
                    if (cookie != null) {
                        all.add(Condition.cookie("v", cookie));
                    }
                    if (window != null) {
                        all.add(window);
                    }
                    return List.copyOf(all);
                });
    }

    static Arbitrary<List<SampleFacts>> requests() {
        Arbitrary<String> path = Combinators.combine(
                        Arbitraries.of("/a", "/b", "/c").list().ofMaxSize(3), Arbitraries.of("", "/"))
                .as((segments, end) -> segments.isEmpty() ? "/" : String.join("", segments) + end);
        Arbitrary<SampleFacts> line = Combinators.combine(
                        Arbitraries.of("GET", "HEAD", "PUT", "OPTIONS", "POST"),
                        path,
                        Arbitraries.of(HOSTS),
                        Arbitraries.of(TIMES),
                        Arbitraries.doubles().between(0, true, 1, false))
                .as((method, p, host, time, draw) ->
                        SampleFacts.of(method, p).host(host).now(time).draw(draw));
        Arbitrary<String[]> values =
                Arbitraries.of("1", "2", "3", "").array(String[].class).ofMaxSize(2);
        return Combinators.combine(line, values, values, values)
                .as((facts, h, q, c) -> facts.header("v", h).query("v", q).cookie("v", c))
                .list()
                .ofSize(20);
    }

    /** Returns candidates named by their index. */
    static List<Candidate<String>> candidates(List<RoutePattern> patterns) {
        List<Candidate<String>> candidates = new ArrayList<>();
        for (RoutePattern pattern : patterns) {
            String name = "r" + candidates.size();
            candidates.add(new Candidate<>(name, pattern, name));
        }
        return candidates;
    }
}
