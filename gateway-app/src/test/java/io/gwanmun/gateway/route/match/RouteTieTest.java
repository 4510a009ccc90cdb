package io.gwanmun.gateway.route.match;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static io.gwanmun.gateway.route.match.SampleFacts.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RouteTieTest {

    private static final Condition ENV = Condition.header("env", ValueTest.present());

    private static Candidate<String> route(String name, String path, UnaryOperator<RoutePattern> more) {
        return new Candidate<>(name, more.apply(RoutePattern.of(PathTemplate.parse(path))), name);
    }

    private static List<Tie> ties(UnaryOperator<RoutePattern> first, UnaryOperator<RoutePattern> second) {
        return ties(List.of(route("first", "/x/{a}", first), route("second", "/x/{b}", second)));
    }

    private static List<Tie> ties(List<Candidate<String>> routes) {
        return RouteIndex.compile(routes) instanceof Compiled.Tied<String> tied ? tied.ties() : List.of();
    }

    private static UnaryOperator<RoutePattern> on(Condition... conditions) {
        return p -> p.withConditions(List.of(conditions));
    }

    private static Condition header(ValueTest test) {
        return Condition.header("v", test);
    }

    @Test
    void compileWhenNothingDecidesThenNamesBothAndTheRemedy() {
        assertThat(ties(p -> p.withMethods(Set.of("GET")), p -> p.withMethods(Set.of("GET"))))
                .containsExactly(new Tie(
                        "first",
                        "second",
                        "first and second: both serve GET /x/{a} (/x/{b}) with priority 0 and 0 conditions, and no rule"
                                + " decides between them (expected: a condition that tells them apart, a weight on both,"
                                + " or different priorities)"));
    }

    @Test
    void compileWhenHostIsSharedThenNamesIt() {
        Set<HostPattern> some = Set.of(HostPattern.parse("a.com"), HostPattern.parse("*.b.com"));
        Set<HostPattern> others = Set.of(HostPattern.parse("c.com"), HostPattern.parse("*.b.com"));

        assertThat(ties(p -> p.withHosts(some), p -> p.withHosts(others)))
                .singleElement()
                .extracting(Tie::sentence)
                .asString()
                .contains("both serve any method on *.b.com/x/{a}");
        assertThat(ties(p -> p.withHosts(some), p -> p.withHosts(Set.of(HostPattern.parse("b.com")))))
                .isEmpty();
    }

    @Test
    void compileWhenPathMethodPriorityOrCountDiffersThenNoTie() {
        assertThat(ties(List.of(
                        route("a", "/x/{a}", p -> p), route("b", "/x/{a...}", p -> p), route("c", "/x/a", p -> p))))
                .isEmpty();
        assertThat(ties(p -> p.withMethods(Set.of("GET")), p -> p.withMethods(Set.of("PUT", "HEAD"))))
                .isEmpty();
        assertThat(ties(p -> p.withMethods(Set.of("GET")), p -> p)).isEmpty();
        assertThat(ties(p -> p.withPriority(1), p -> p)).isEmpty();
        assertThat(ties(on(ENV), p -> p)).isEmpty();
    }

    @Test
    void compileWhenOneMethodIsSharedThenTie() {
        assertThat(ties(p -> p.withMethods(Set.of("GET", "PUT")), p -> p.withMethods(Set.of("PUT", "POST"))))
                .singleElement()
                .extracting(Tie::sentence)
                .asString()
                .contains("both serve PUT /x");
    }

    static Stream<Arguments> apart() {
        return Stream.of(
                Arguments.of(header(ValueTest.exact("1")), header(ValueTest.exact("2"))),
                Arguments.of(header(ValueTest.exact("1")), header(ValueTest.anyOf(Set.of("2", "3")))),
                Arguments.of(header(ValueTest.anyOf(Set.of("1", "4"))), header(ValueTest.anyOf(Set.of("2", "3")))),
                Arguments.of(header(ValueTest.present()), header(ValueTest.absent())),
                Arguments.of(header(ValueTest.exact("1")), header(ValueTest.absent())),
                Arguments.of(header(ValueTest.pattern(".*")), header(ValueTest.absent())),
                Arguments.of(header(ValueTest.prefix("a")), header(ValueTest.prefix("b"))),
                Arguments.of(header(ValueTest.prefix("a")), header(ValueTest.exact("ba"))),
                Arguments.of(header(ValueTest.pattern("a+")), header(ValueTest.anyOf(Set.of("b", "ab")))),
                Arguments.of(Condition.query("q", ValueTest.exact("1")), Condition.query("q", ValueTest.exact("2"))),
                Arguments.of(Condition.cookie("c", ValueTest.exact("1")), Condition.cookie("c", ValueTest.exact("2"))),
                Arguments.of(Condition.before(NOON), Condition.after(NOON)),
                Arguments.of(
                        Condition.between(NOON, NOON.plusSeconds(1)),
                        Condition.between(NOON.plusSeconds(1), NOON.plusSeconds(2))));
    }

    @ParameterizedTest
    @MethodSource("apart")
    void compileWhenConditionsAreApartThenNoTie(Condition one, Condition other) {
        assertThat(ties(on(one), on(other))).isEmpty();
        assertThat(ties(on(other), on(one))).isEmpty();
        assertThat(ties(on(ENV, one), on(other, ENV))).isEmpty();
    }

    static Stream<Arguments> notApart() {
        return Stream.of(
                Arguments.of(header(ValueTest.exact("1")), header(ValueTest.exact("1"))),
                Arguments.of(header(ValueTest.exact("1")), header(ValueTest.anyOf(Set.of("1", "2")))),
                Arguments.of(header(ValueTest.exact("1")), header(ValueTest.present())),
                Arguments.of(header(ValueTest.exact("1")), Condition.header("w", ValueTest.exact("2"))),
                Arguments.of(header(ValueTest.exact("1")), Condition.query("v", ValueTest.exact("2"))),
                Arguments.of(header(ValueTest.prefix("a")), header(ValueTest.prefix("ab"))),
                Arguments.of(header(ValueTest.prefix("a")), header(ValueTest.anyOf(Set.of("b", "ab")))),
                Arguments.of(header(ValueTest.pattern("a+")), header(ValueTest.exact("aa"))),
                Arguments.of(header(ValueTest.pattern("a+")), header(ValueTest.pattern("b+"))),
                Arguments.of(Condition.before(NOON.plusNanos(1)), Condition.after(NOON)),
                Arguments.of(Condition.after(NOON), Condition.after(NOON.plusSeconds(9))),
                Arguments.of(Condition.before(NOON), Condition.query("v", ValueTest.exact("2"))));
    }

    @ParameterizedTest
    @MethodSource("notApart")
    void compileWhenConditionsAreNotApartThenTie(Condition one, Condition other) {
        assertThat(ties(on(one), on(other))).hasSize(1);
        assertThat(ties(on(other), on(one))).hasSize(1);
    }

    @Test
    void compileWhenOnlyOneHasAWeightThenSaysSo() {
        assertThat(ties(p -> p, p -> p.withWeight(3)))
                .singleElement()
                .extracting(Tie::sentence)
                .asString()
                .startsWith("second has the weight 3 and first has none: both serve any method on /x/{a} (/x/{b})")
                .contains("(expected: a weight on both,");
    }

    @Test
    void compileWhenWeightsHaveDifferentConditionsThenSaysWhatDiffers() {
        assertThat(ties(
                        p -> p.withWeight(1).withConditions(List.of(ENV)),
                        p -> p.withWeight(1).withConditions(List.of(header(ValueTest.present())))))
                .singleElement()
                .extracting(Tie::sentence)
                .asString()
                .contains("their weights cannot share as their conditions differ (expected: the same conditions,");
        assertThat(ties(
                        p -> p.withWeight(1).withMethods(Set.of("GET")),
                        p -> p.withWeight(1).withMethods(Set.of("GET", "PUT"))))
                .singleElement()
                .extracting(Tie::sentence)
                .asString()
                .contains("as their methods differ");
    }

    @Test
    void compileWhenWeightsAreEqualButForOrderOfConditionsThenNoTie() {
        Condition other = header(ValueTest.present());

        assertThat(ties(
                        p -> p.withWeight(1).withConditions(List.of(ENV, other)),
                        p -> p.withWeight(2).withConditions(List.of(other, ENV))))
                .isEmpty();
    }

    @Test
    void compileWhenManyTieThenEachLaterOneIsToldOnce() {
        List<Candidate<String>> routes = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            routes.add(route("r" + i, "/x", p -> p.withMethods(Set.of("GET", "PUT"))));
        }

        assertThat(ties(routes)).hasSize(99).allMatch(tie -> tie.first().equals("r0"));
    }

    @Test
    void orThrowWhenTiedThenThrowsAllSentences() {
        Compiled<String> compiled = RouteIndex.compile(
                List.of(route("a", "/x", p -> p), route("b", "/x", p -> p), route("c", "/x", p -> p)));

        assertThatThrownBy(compiled::orThrow)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a and b: ")
                .hasMessageContaining("; a and c: ");
    }
}
