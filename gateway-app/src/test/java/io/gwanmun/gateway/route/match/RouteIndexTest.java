package io.gwanmun.gateway.route.match;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static io.gwanmun.gateway.route.match.SampleFacts.NOON;
import static io.gwanmun.gateway.route.match.SampleFacts.get;
import static io.gwanmun.gateway.route.match.SampleFacts.of;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RouteIndexTest {

    private static final Condition DEV = Condition.header("X-Env", ValueTest.exact("dev"));
    private static final Condition DEBUG = Condition.query("debug", ValueTest.present());

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

    private Found<String> find(RouteFacts facts) {
        return RouteIndex.compile(routes).orThrow().find(facts);
    }

    private String found(RouteFacts facts) {
        Found<String> found = find(facts);
        return found instanceof Found.Matched<String> matched
                ? matched.route()
                : found instanceof Found.MethodNotAllowed<String> not ? String.join(" ", not.allow()) : "-";
    }

    @Test
    void findWhenNoRoutesThenNotFound() {
        assertThat(found(get("/"))).isEqualTo("-");
    }

    @ParameterizedTest
    @CsvSource({
        "/users,users",
        "/users/,slash",
        "/Users,-",
        "/user,-",
        "/usersx,-",
        "/users/me,me",
        "/users/7,one",
        "/users/7/,-",
        "/users/7/orders,orders",
        "/users/me/orders,orders",
        "/users/me/none,-",
        "/files,files",
        "/files/,files",
        "/files/a,files",
        "/files/a/b/,files",
        "/filesx,-",
        "/files/fixed,fixed",
        "/,root",
        "users,-",
        "*,-",
        "'',-",
        "//,-",
        "/users//orders,-",
    })
    void findWhenPathThenMostSpecificTemplate(String path, String name) {
        route("root", "/");
        route("users", "/users");
        route("slash", "/users/");
        route("me", "/users/me");
        route("one", "/users/{id}");
        route("orders", "/users/{user}/orders");
        route("files", "/files/{rest...}");
        route("fixed", "/files/fixed");

        assertThat(found(get(path))).isEqualTo(name);
    }

    @Test
    void findWhenRestAtRootThenTakesEveryPath() {
        route("all", "/{rest...}");

        assertThat(found(get("/"))).isEqualTo("all");
        assertThat(found(get("/a/b"))).isEqualTo("all");
        assertThat(found(get("*"))).isEqualTo("-");
    }

    @ParameterizedTest
    @CsvSource({"/a,end", "/a/,rest", "/a/b,parameter", "/a/b/c,rest"})
    void findWhenTemplateEndsThenGoesBeforeEmptyRest(String path, String name) {
        route("rest", "/a/{rest...}");
        route("parameter", "/a/{x}");
        route("end", "/a");

        assertThat(found(get(path))).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource({"/a/b/c,literal first", "/a/x/c,literal first", "/z/b/c,literal second", "/z/b/d,-", "/a/b/d,-"})
    void findWhenTemplatesCrossThenLeftmostLiteralWins(String path, String name) {
        route("literal second", "/{p}/b/c");
        route("literal first", "/a/{q}/c");

        assertThat(found(get(path))).isEqualTo(name);
    }

    @Test
    void findWhenMatchedThenNamesOfTheRouteItselfAreUsed() {
        route("get", "/users/{id}", methods("GET"));
        route("put", "/users/{user}", methods("PUT"));

        assertThat(find(of("PUT", "/users/7")))
                .isInstanceOfSatisfying(
                        Found.Matched.class, m -> assertThat(m.params().toMap()).isEqualTo(Map.of("user", "7")));
    }

    @ParameterizedTest
    @CsvSource({
        "api.example.com,exact",
        "www.example.com,wide",
        "a.b.eu.example.com,narrow",
        "eu.example.com,wide",
        "example.com,any",
        "xexample.com,any",
        ".example.com,any",
        "'',any",
    })
    void findWhenHostThenMostSpecificHost(String host, String name) {
        route("any", "/x");
        route("wide", "/x", hosts("*.example.com"));
        route("narrow", "/x", hosts("*.eu.example.com"));
        route("exact", "/x", hosts("API.example.com"));

        assertThat(found(get("/x").host(host))).isEqualTo(name);
    }

    @Test
    void findWhenHostIsMoreSpecificThenPathMattersLess() {
        route("literal", "/a/b");
        route("wildcard", "/a/{x}", hosts("*.example.com"));
        route("exact", "/{rest...}", hosts("api.example.com"));

        assertThat(found(get("/a/b").host("api.example.com"))).isEqualTo("exact");
        assertThat(found(get("/a/b").host("x.example.com"))).isEqualTo("wildcard");
        assertThat(found(get("/a/b").host("b.com"))).isEqualTo("literal");
    }

    @Test
    void findWhenExactHostHasNoRouteThenGoesOnToWildcardsAndAny() {
        route("exact", "/exact", hosts("a.b.example.com"));
        route("narrow", "/narrow", hosts("*.b.example.com"));
        route("wide", "/wide", hosts("*.example.com"));
        route("any", "/any");

        for (String name : List.of("exact", "narrow", "wide", "any")) {
            assertThat(found(get("/" + name).host("a.b.example.com"))).isEqualTo(name);
        }
    }

    @Test
    void findWhenHostIsLongerThanHostsCanBeThenOnlyAnyHost() {
        route("wide", "/x", hosts("*.com"));
        route("any", "/x");

        assertThat(found(get("/x").host("a.".repeat(125) + "com"))).isEqualTo("wide");
        assertThat(found(get("/x").host("a.".repeat(126) + "com"))).isEqualTo("any");
    }

    @Test
    void findWhenMethodIsNamedThenGoesBeforeAnyMethodWhateverThePriority() {
        route("any", "/x", p -> p.withPriority(9));
        route("get", "/x", methods("GET"));

        assertThat(found(get("/x"))).isEqualTo("get");
        assertThat(found(of("POST", "/x"))).isEqualTo("any");
    }

    @Test
    void findWhenPriorityIsHigherThenGoesFirstWhateverTheConditions() {
        route("two", "/x", conditions(DEV, DEBUG));
        route("high", "/x", p -> p.withPriority(1).withConditions(List.of(DEV)));
        route("low", "/x", p -> p.withPriority(-1));

        assertThat(found(get("/x").header("x-env", "dev").query("debug", ""))).isEqualTo("high");
        assertThat(found(get("/x"))).isEqualTo("low");
    }

    @Test
    void findWhenMoreConditionsHoldThenGoesFirst() {
        route("none", "/x");
        route("one", "/x", conditions(DEV));
        route("two", "/x", conditions(DEV, DEBUG));

        assertThat(found(get("/x").header("x-env", "dev").query("debug", ""))).isEqualTo("two");
        assertThat(found(get("/x").header("x-env", "dev"))).isEqualTo("one");
        assertThat(found(get("/x").query("debug", ""))).isEqualTo("none");
    }

    @Test
    void findWhenPriorityIsHigherThenPathStillMattersMore() {
        route("rest", "/{rest...}", p -> p.withPriority(100));
        route("literal", "/x");

        assertThat(found(get("/x"))).isEqualTo("literal");
    }

    @Test
    void findWhenMethodOrConditionFailsThenGoesOnToLessSpecific() {
        route("literal", "/a/b", methods("PUT"));
        route("dev", "/a/{x}", conditions(DEV));
        route("rest", "/{rest...}", methods("GET"));

        assertThat(found(get("/a/b"))).isEqualTo("rest");
        assertThat(found(get("/a/b").header("x-env", "dev"))).isEqualTo("dev");
    }

    @Test
    void findWhenHeadThenNamedThenAnyThenGet() {
        route("get", "/get", methods("GET"));
        route("get two", "/any", methods("GET"));
        route("any", "/any");
        route("get three", "/head", methods("GET"));
        route("any three", "/head");
        route("head", "/head", methods("HEAD"));

        assertThat(found(of("HEAD", "/get"))).isEqualTo("get");
        assertThat(found(of("HEAD", "/any"))).isEqualTo("any");
        assertThat(found(of("HEAD", "/head"))).isEqualTo("head");
    }

    @Test
    void findWhenHeadAndOnlyALessSpecificRouteTakesAnyMethodThenGetServes() {
        route("get", "/users/{id}", methods("GET"));
        route("all", "/{rest...}");

        assertThat(found(of("HEAD", "/users/7"))).isEqualTo("get");
    }

    @Test
    void findWhenConditionsOfHeadFailThenGetServes() {
        route("head", "/x", p -> p.withMethods(Set.of("HEAD")).withConditions(List.of(DEV)));
        route("get", "/x", methods("GET"));

        assertThat(found(of("HEAD", "/x"))).isEqualTo("get");
    }

    @Test
    void findWhenNoRouteAcceptsTheMethodThenAllowsThoseOfAllThatFit() {
        route("put", "/a/b", methods("PUT"));
        route("get", "/a/{x}", methods("GET"));
        route("host", "/{rest...}", p -> hosts("h.com").apply(methods("PATCH").apply(p)));
        route("other", "/a/c", methods("DELETE"));

        assertThat(found(of("POST", "/a/b"))).isEqualTo("GET HEAD OPTIONS PUT");
        assertThat(found(of("POST", "/a/b").host("h.com"))).isEqualTo("GET HEAD OPTIONS PATCH PUT");
        assertThat(found(of("POST", "/b"))).isEqualTo("-");
    }

    @Test
    void findWhenOptionsHasNoRouteThenTellsWhatIsAllowed() {
        route("post", "/x", methods("POST"));
        route("own", "/own", methods("OPTIONS"));

        assertThat(found(of("OPTIONS", "/x"))).isEqualTo("OPTIONS POST");
        assertThat(found(of("OPTIONS", "/own"))).isEqualTo("own");
    }

    @Test
    void findWhenOnlyConditionsFailThenNotFound() {
        route("get", "/x", p -> p.withMethods(Set.of("GET")).withConditions(List.of(DEV)));
        route("put", "/x", methods("PUT"));

        assertThat(found(get("/x"))).isEqualTo("-");
        assertThat(found(of("HEAD", "/x"))).isEqualTo("-");
        assertThat(found(of("POST", "/x"))).isEqualTo("GET HEAD OPTIONS PUT");
    }

    @Test
    void findWhenConditionThrowsThenThrows() {
        route("dev", "/x", conditions(DEV));
        route("all", "/x");
        SampleFacts facts = get("/x").breaking("header x-env");

        assertThatThrownBy(() -> find(facts))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("header x-env");
    }

    @Test
    void findWhenNoConditionsThenAsksForNothingElse() {
        route("x", "/x");
        SampleFacts facts = get("/x");

        assertThat(found(facts)).isEqualTo("x");
        assertThat(facts.asked).isEmpty();
    }

    @Test
    void findWhenFirstConditionFailsThenDoesNotAskForTheSecond() {
        route("both", "/x", conditions(DEV, DEBUG));
        SampleFacts facts = get("/x");

        assertThat(found(facts)).isEqualTo("-");
        assertThat(facts.asked).containsExactly("header x-env");
    }

    @ParameterizedTest
    @CsvSource({"0,one", "0.2499999,one", "0.25,three", "0.9999999,three"})
    void findWhenWeightsThenDrawChoosesByShare(double draw, String name) {
        route("one", "/x/{a}", p -> p.withWeight(1));
        route("three", "/x/{b}", p -> p.withWeight(3));

        assertThat(found(get("/x/1").draw(draw))).isEqualTo(name);
    }

    @Test
    void findWhenWeightStandsAloneThenTakesAllWithoutDrawing() {
        route("one", "/x", p -> p.withWeight(1));
        SampleFacts facts = get("/x").draw(0.99);

        assertThat(found(facts)).isEqualTo("one");
        assertThat(facts.asked).isEmpty();
    }

    @Test
    void findWhenWeightsHaveConditionsThenTheyHoldForAllOfTheGroup() {
        route("a", "/x", p -> p.withWeight(1).withConditions(List.of(DEV)));
        route("b", "/x", p -> p.withWeight(1).withConditions(List.of(DEV)));
        route("rest", "/x");

        assertThat(found(get("/x").draw(0.5))).isEqualTo("rest");
        assertThat(found(get("/x").draw(0.5).header("x-env", "dev"))).isEqualTo("b");
    }

    @Test
    void findWhenTimesFollowEachOtherThenTheInstantBelongsToTheLater() {
        route("old", "/x", conditions(Condition.before(NOON)));
        route("new", "/x", conditions(Condition.after(NOON)));

        assertThat(found(get("/x").now(NOON.minusNanos(1)))).isEqualTo("old");
        assertThat(found(get("/x").now(NOON))).isEqualTo("new");
    }

    @Test
    void findWhenTwoValuesMeetRoutesThatValuesKeepApartThenFirstInTheListWins() {
        route("one", "/x", conditions(Condition.header("v", ValueTest.exact("1"))));
        route("two", "/x", conditions(Condition.header("v", ValueTest.exact("2"))));

        assertThat(found(get("/x").header("v", "2", "1"))).isEqualTo("one");
    }
}
