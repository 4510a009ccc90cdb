package io.gwanmun.gateway.route.match;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

import static io.gwanmun.gateway.route.match.SampleFacts.get;
import static org.assertj.core.api.Assertions.assertThat;

/** Which routes may serve a request of which only host, path and method are known. */
class MayServeTest {

    private final List<Candidate<String>> routes = new ArrayList<>();

    private void route(String name, String path) {
        route(name, path, UnaryOperator.identity());
    }

    private void route(String name, String path, UnaryOperator<RoutePattern> more) {
        routes.add(new Candidate<>(name, more.apply(RoutePattern.of(PathTemplate.parse(path))), name));
    }

    private static UnaryOperator<RoutePattern> methods(String... methods) {
        return p -> p.withMethods(Set.of(methods));
    }

    private static UnaryOperator<RoutePattern> conditions(Condition... conditions) {
        return p -> p.withConditions(List.of(conditions));
    }

    private static UnaryOperator<RoutePattern> hosts(String... hosts) {
        return p -> p.withHosts(Arrays.stream(hosts).map(HostPattern::parse).collect(Collectors.toSet()));
    }

    @Test
    void mayServeWhenConditionsThenAllUpToTheFirstWithoutOne() {
        route(
                "beta",
                "/a/{id}",
                p -> conditions(Condition.header("x", ValueTest.present()))
                        .apply(methods("PUT").apply(p)));
        route("any", "/a/{id}", conditions(Condition.header("y", ValueTest.present())));
        route("get", "/a/{id}", methods("GET"));
        route("rest", "/a/{rest...}");
        route("all", "/{rest...}");
        RouteIndex<String> index = RouteIndex.compile(routes).orThrow();
        SampleFacts facts = SampleFacts.of("OPTIONS", "/a/7");

        assertThat(index.mayServe(facts, "PUT")).containsExactly("beta", "any", "rest");
        assertThat(index.mayServe(facts, "GET")).containsExactly("get");
        assertThat(index.mayServe(facts, "DELETE")).containsExactly("any", "rest");
        assertThat(index.mayServe(SampleFacts.of("OPTIONS", "a"), "GET")).isEmpty();
        assertThat(index.at(facts)).containsExactlyInAnyOrder("beta", "any", "get", "rest", "all");
        assertThat(facts.asked).doesNotContain("header x", "header y", "method");
    }

    @Test
    void mayServeWhenHostsThenFromTheExactToTheOpenOnes() {
        route(
                "exact",
                "/a",
                p -> hosts("a.example.com")
                        .apply(conditions(Condition.header("x", ValueTest.present()))
                                .apply(p)));
        route("wide", "/a", hosts("*.example.com"));
        route("open", "/a");
        RouteIndex<String> index = RouteIndex.compile(routes).orThrow();

        assertThat(index.mayServe(get("/a").host("a.example.com"), "GET")).containsExactly("exact", "wide");
        assertThat(index.at(get("/a").host("a.example.com"))).containsExactly("exact", "wide", "open");
        assertThat(index.at(get("/a").host("other"))).containsExactly("open");
    }

    @Test
    void mayServeWhenRoutesShareThenAllOfThem() {
        route("blue", "/a", p -> p.withWeight(1));
        route("green", "/a", p -> p.withWeight(3));

        assertThat(RouteIndex.compile(routes).orThrow().mayServe(get("/a"), "GET"))
                .containsExactlyInAnyOrder("blue", "green");
    }
}
