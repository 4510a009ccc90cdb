package io.gwanmun.gateway.route.match;

import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.gwanmun.gateway.route.match.SampleFacts.NOON;
import static io.gwanmun.gateway.route.match.SampleFacts.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ConditionTest {

    private static final List<String> NONE = List.of();

    @Test
    void testWhenExactThenComparesWithCase() {
        assertThat(ValueTest.exact("a").test(List.of("a"))).isTrue();
        assertThat(ValueTest.exact("a").test(List.of("A"))).isFalse();
        assertThat(ValueTest.exact("").test(List.of(""))).isTrue();
        assertThat(ValueTest.exact("").test(NONE)).isFalse();
    }

    @Test
    void testWhenSeveralValuesThenOneIsEnough() {
        List<String> values = List.of("x", "ab", "y");

        assertThat(ValueTest.exact("ab").test(values)).isTrue();
        assertThat(ValueTest.anyOf(Set.of("q", "ab")).test(values)).isTrue();
        assertThat(ValueTest.prefix("a").test(values)).isTrue();
        assertThat(ValueTest.pattern("a.").test(values)).isTrue();
        assertThat(ValueTest.anyOf(Set.of("q")).test(values)).isFalse();
        assertThat(ValueTest.prefix("b").test(values)).isFalse();
    }

    @Test
    void testWhenPatternFitsOnlyAPartThenIsFalse() {
        assertThat(ValueTest.pattern("b+").test(List.of("abb"))).isFalse();
        assertThat(ValueTest.pattern("b|bc").test(List.of("bc"))).isTrue();
    }

    @Test
    void testWhenValueIsEmptyTextThenIsPresent() {
        assertThat(ValueTest.present().test(List.of(""))).isTrue();
        assertThat(ValueTest.absent().test(List.of(""))).isFalse();
        assertThat(ValueTest.present().test(NONE)).isFalse();
        assertThat(ValueTest.absent().test(NONE)).isTrue();
    }

    @Test
    void anyOfWhenEmptyThenRefuses() {
        assertThatThrownBy(() -> ValueTest.anyOf(Set.of())).hasMessageContaining("at least one value");
        assertThatThrownBy(() -> ValueTest.prefix("")).hasMessageContaining("at least one character");
    }

    @Test
    void headerWhenNameHasUpperCaseThenAsksForLowerCase() {
        SampleFacts facts = get("/").header("x-env", "dev");

        assertThat(Condition.header("X-Env", ValueTest.exact("dev")).holds(facts))
                .isTrue();
        assertThat(facts.asked).containsExactly("header x-env");
    }

    @Test
    void queryAndCookieWhenNameHasOtherCaseThenDoNotHold() {
        SampleFacts facts = get("/").query("q", "1").cookie("c", "1");

        assertThat(Condition.query("q", ValueTest.present()).holds(facts)).isTrue();
        assertThat(Condition.query("Q", ValueTest.present()).holds(facts)).isFalse();
        assertThat(Condition.cookie("c", ValueTest.present()).holds(facts)).isTrue();
        assertThat(Condition.cookie("C", ValueTest.present()).holds(facts)).isFalse();
    }

    @Test
    void headerWhenNameIsNoTokenThenRefuses() {
        assertThatThrownBy(() -> Condition.header("X Env", ValueTest.present()))
                .hasMessage("header: \"X Env\" has a character at 2 that names cannot have"
                        + " (expected: letters, digits or !#$%&'*+-.^_`|~)");
        assertThatThrownBy(() -> Condition.header("", ValueTest.present())).hasMessageContaining("a name");
    }

    @Test
    void afterWhenAtTheInstantThenHoldsAndANanosecondEarlierNot() {
        assertThat(Condition.after(NOON).holds(get("/").now(NOON))).isTrue();
        assertThat(Condition.after(NOON).holds(get("/").now(NOON.minusNanos(1))))
                .isFalse();
    }

    @Test
    void beforeWhenAtTheInstantThenDoesNotHoldAndANanosecondEarlierDoes() {
        assertThat(Condition.before(NOON).holds(get("/").now(NOON))).isFalse();
        assertThat(Condition.before(NOON).holds(get("/").now(NOON.minusNanos(1))))
                .isTrue();
    }

    @Test
    void betweenWhenNoTimeIsLeftThenRefuses() {
        assertThatThrownBy(() -> Condition.between(NOON, NOON)).hasMessageContaining("leave no time");
        assertThat(Condition.between(NOON, NOON.plusNanos(1)).holds(get("/"))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"(", "a{2,1}", "(?=a)b", "(a)\\1", "[", "*", "\\"})
    void patternWhenNotInTheSyntaxThenSaysSo(String regex) {
        assertThatThrownBy(() -> ValueTest.pattern(regex))
                .isInstanceOf(MatchSyntaxException.class)
                .hasMessageStartingWith(regex + ": ")
                .hasMessageContaining("a regular expression in the syntax of RE2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(a{1000}){1000}",
                "((a{1000}){1000}){1000}",
                "((((a{500}){500}){500}){500}){500}",
                "(\\Q)\\E((a{1000}){1000})){1000}",
                "([)]((a{1000}){1000})){1000}",
                "([[:alpha:])](((a{1000}){1000}))){1000}",
                "([\\])](((a{1000}){1000}))){1000}",
                "a{500}",
                "(?:ab){250}",
            })
    void patternWhenProgramWouldBeTooLargeThenRefuses(String regex) {
        assertThatThrownBy(() -> ValueTest.pattern(regex))
                .isInstanceOf(MatchSyntaxException.class)
                .hasMessageContaining("a pattern that grows too large");
    }

    @Test
    void patternWhenIdentifierThenIsNotTooLarge() {
        ValueTest uuid = ValueTest.pattern("[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");

        assertThat(uuid.test(List.of("3f2b8c1e-9a4d-4c7e-8b21-0a1b2c3d4e5f"))).isTrue();
    }

    @Test
    void patternWhenTextIsTooLongThenRefuses() {
        assertThat(ValueTest.pattern("[" + "a".repeat(998) + "]").test(List.of("a")))
                .isTrue();
        assertThatThrownBy(() -> ValueTest.pattern("a".repeat(1001))).hasMessageContaining("at most 1000");
    }

    @Test
    void testWhenValueIsLongerThanAPatternLooksAtThenIsFalse() {
        ValueTest any = ValueTest.pattern("a*");

        assertThat(any.test(List.of("a".repeat(8192)))).isTrue();
        assertThat(any.test(List.of("a".repeat(8193)))).isFalse();
    }
}
