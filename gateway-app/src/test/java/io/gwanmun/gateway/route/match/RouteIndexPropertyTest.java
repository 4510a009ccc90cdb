package io.gwanmun.gateway.route.match;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.statistics.Statistics;

import static io.gwanmun.gateway.route.match.SampleFacts.get;
import static org.assertj.core.api.Assertions.assertThat;

class RouteIndexPropertyTest {

    @Provide
    Arbitrary<List<RoutePattern>> patterns() {
        return RandomRoutes.patterns();
    }

    @Provide
    Arbitrary<List<SampleFacts>> requests() {
        return RandomRoutes.requests();
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void findWhenRandomThenEqualsLinearMatcher(
            @ForAll("patterns") List<RoutePattern> patterns, @ForAll("requests") List<SampleFacts> requests) {
        List<Candidate<String>> routes = withoutTies(RandomRoutes.candidates(patterns));
        RouteIndex<String> index = RouteIndex.compile(routes).orThrow();
        LinearMatcher matcher = new LinearMatcher(routes);

        for (SampleFacts request : requests) {
            String found = text(index.find(request));
            Statistics.label("drawn").collect(request.asked.contains("draw"));
            Statistics.label("outcome").collect(found.startsWith("r") ? "route" : found.substring(0, 3));
            assertThat(found).as(request.toString()).isEqualTo(matcher.find(request));
        }
        Statistics.label("outcome").coverage(c -> {
            c.check("route").percentage(p -> p > 30);
            c.check("404").percentage(p -> p > 10);
            c.check("405").percentage(p -> p > 3);
        });
        Statistics.label("drawn").coverage(c -> c.check(true).percentage(p -> p > 5));
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void findWhenMatchedThenTemplateOfTheRouteExpandsToThePath(
            @ForAll("patterns") List<RoutePattern> patterns, @ForAll("requests") List<SampleFacts> requests) {
        List<Candidate<String>> routes = withoutTies(RandomRoutes.candidates(patterns));
        RouteIndex<Candidate<String>> index = RouteIndex.compile(routes.stream()
                        .map(c -> new Candidate<>(c.name(), c.pattern(), c))
                        .toList())
                .orThrow();

        for (SampleFacts request : requests) {
            if (index.find(request) instanceof Found.Matched<Candidate<String>> matched) {
                assertThat(matched.route().pattern().path().expand(matched.params()))
                        .isEqualTo(request.path());
            }
        }
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void compileWhenRandomThenTellsEachRouteThatTiesWithAnEarlierOne(@ForAll("patterns") List<RoutePattern> patterns) {
        List<Candidate<String>> routes = RandomRoutes.candidates(patterns);
        Set<String> expected = new TreeSet<>();
        for (int i = 0; i < patterns.size(); i++) {
            for (int j = 0; j < i; j++) {
                if (tie(patterns.get(j), patterns.get(i))) {
                    expected.add(routes.get(i).name());
                }
            }
        }

        Set<String> told = new TreeSet<>();
        ties(routes).forEach(tie -> told.add(tie.second()));
        assertThat(told).isEqualTo(expected);
        Statistics.label("tied").collect(!expected.isEmpty());
        Statistics.label("tied").coverage(c -> c.check(true).percentage(p -> p > 8));
    }

    /** Every path of {@code depth} segments, each a literal or a parameter, is a template; no path walks a node twice. */
    @Property(tries = 50, edgeCases = EdgeCasesMode.NONE)
    void findWhenTemplatesOverlapAtEverySegmentThenVisitsStayBounded(
            @ForAll @IntRange(min = 1, max = 10) int depth, @ForAll("requests") List<SampleFacts> requests) {
        List<RoutePattern> patterns = new ArrayList<>();
        for (int bits = 0; bits < 1 << depth; bits++) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < depth; i++) {
                text.append((bits >> i & 1) == 0 ? "/a" : "/{p" + i + "}");
            }
            patterns.add(RoutePattern.of(PathTemplate.parse(text + "/end")));
        }
        RouteIndex<String> index =
                RouteIndex.compile(RandomRoutes.candidates(patterns)).orThrow();
        Walk<String> worst = new Walk<>(get("/a".repeat(depth) + "/none"));

        assertThat(index.search(worst)).isNull();
        assertThat(worst.visits()).isEqualTo((1 << depth + 1) - 1);
        assertThat(index.mostVisits()).isEqualTo((1 << depth + 1) - 1 + (1 << depth));
        for (SampleFacts request : requests) {
            Walk<String> walk = new Walk<>(request);
            index.search(walk);
            assertThat(walk.visits()).isLessThanOrEqualTo(index.mostVisits());
        }
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void searchWhenRandomThenVisitsAtMostWhatTheIndexSays(
            @ForAll("patterns") List<RoutePattern> patterns, @ForAll("requests") List<SampleFacts> requests) {
        RouteIndex<String> index = RouteIndex.compile(withoutTies(RandomRoutes.candidates(patterns)))
                .orThrow();

        for (SampleFacts request : requests) {
            Walk<String> walk = new Walk<>(request);
            index.search(walk);
            assertThat(walk.visits()).isLessThanOrEqualTo(index.mostVisits());
        }
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void findWhenKeysAreManyThenTableFindsEachAndNoOther(
            @ForAll("keys") Set<String> keys, @ForAll("keys") Set<String> others) {
        SegmentTable<String> table =
                new SegmentTable<>(keys.stream().collect(Collectors.toMap(key -> key, key -> key)));
        Set<String> all = new HashSet<>(keys);
        all.addAll(others);

        for (String key : all) {
            String text = "xx" + key + "yy";
            assertThat(table.find(text, 2, 2 + key.length())).isEqualTo(keys.contains(key) ? key : null);
        }
    }

    @Provide
    Arbitrary<Set<String>> keys() {
        return Arbitraries.strings().withChars("abxy").ofMaxLength(4).set().ofMaxSize(60);
    }

    private static String text(Found<String> found) {
        if (found instanceof Found.Matched<String> matched) {
            return matched.route();
        }
        return found instanceof Found.MethodNotAllowed<String> not ? "405 " + String.join(" ", not.allow()) : "404";
    }

    private static List<Tie> ties(List<Candidate<String>> routes) {
        return RouteIndex.compile(routes) instanceof Compiled.Tied<String> tied ? tied.ties() : List.of();
    }

    private static List<Candidate<String>> withoutTies(List<Candidate<String>> routes) {
        Set<String> tied = ties(routes).stream().map(Tie::second).collect(Collectors.toSet());
        return routes.stream().filter(route -> !tied.contains(route.name())).toList();
    }

    private static boolean tie(RoutePattern a, RoutePattern b) {
        boolean share = a.weight().isPresent()
                && b.weight().isPresent()
                && a.hosts().equals(b.hosts())
                && a.methods().equals(b.methods())
                && Set.copyOf(a.conditions()).equals(Set.copyOf(b.conditions()));
        return LinearMatcher.nameless(a.path().toString())
                        .equals(LinearMatcher.nameless(b.path().toString()))
                && meet(a.hosts(), b.hosts())
                && meet(a.methods(), b.methods())
                && a.priority() == b.priority()
                && a.conditions().size() == b.conditions().size()
                && !share
                && canBothHold(a, b);
    }

    private static boolean meet(Set<?> some, Set<?> others) {
        return some.isEmpty() ? others.isEmpty() : some.stream().anyMatch(others::contains);
    }

    /** Tries every request with single values. */
    private static boolean canBothHold(RoutePattern a, RoutePattern b) {
        String[][] values = {{}, {""}, {"1"}, {"2"}, {"3"}, {"4"}};
        for (String[] h : values) {
            for (String[] q : values) {
                for (String[] c : values) {
                    for (Instant time : RandomRoutes.TIMES) {
                        SampleFacts facts = get("/").header("v", h)
                                .query("v", q)
                                .cookie("v", c)
                                .now(time);
                        if (a.conditions().stream().allMatch(x -> x.holds(facts))
                                && b.conditions().stream().allMatch(x -> x.holds(facts))) {
                            return true;
                        }
                    }
                }
            }
        }
        return false;
    }
}
