package io.gwanmun.gateway.api;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ChangeTest {

    private static Revision revision(String token, String text) {
        Secrets secrets = new Secrets(Map.of("TOKEN", token)::get, List.of());
        return new RevisionReader(SampleGrammar.GRAMMAR, secrets, SampleGrammar.CLOCK)
                .read(Map.of("a.yaml", "apiVersion: gateway/v1\n" + text))
                .fold(good -> good, bad -> {
                    throw new AssertionError(Mistake.rendered(bad, 20));
                });
    }

    private static List<String> changes(String before, String after) {
        return revision("x", before).changesTo(revision("x", after)).stream()
                .map(Change::toString)
                .toList();
    }

    @Test
    void changesToWhenOnlyOrderQuotesAndLayoutDifferThenNone() {
        assertThat(changes(
                        "apis: {a: {path: /a, keepPath: true}, b: {}}",
                        "apis:\n  b: {}\n  a:\n    keepPath: true\n    path: '/a'\n"))
                .isEmpty();
    }

    @Test
    void changesToWhenAddedRemovedAndChangedThenOneLineEach() {
        assertThat(changes(
                        "apis: {a: {path: /a, hosts: [x.org]}, b: {path: /b}}",
                        "apis: {a: {path: /c, hosts: [x.org, y.org]}, c: {description: two words}}"))
                .containsExactly(
                        "~ apis.a.hosts: [x.org] -> [x.org, y.org]",
                        "~ apis.a.path: /a -> /c",
                        "- apis.b: {path: /b}",
                        "+ apis.c: {description: two words}");
    }

    @Test
    void changesToWhenSecretDiffersThenItIsMasked() {
        String text = "apis: {a: {description: \"key ${env:TOKEN}\"}}";

        assertThat(revision("old", text).changesTo(revision("new", text)))
                .singleElement()
                .hasToString("~ apis.a.description: \"key ***\" -> \"key ***\"");
    }
}
