package io.gwanmun.gateway.api;

import java.util.List;
import java.util.Map;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;

import static org.assertj.core.api.Assertions.assertThat;

class MutationTest {

    private static final String GOOD = """
            apiVersion: gateway/v1
            upstreams:
              users: {targets: [http://localhost:9101, {url: "http://localhost:9102/v1", weight: 3}]}
            apis:
              users:
                path: /users
                hosts: [api.example.com, '*.example.org']
                timeout: &time {connect: 500ms, response: 2s}
                limits: {body: 10MB, retries: 3, buffered: true, share: 25%, only: "v[0-9]+", priority: high}
                routes:
                  details:
                    description: >
                      Folded text with ${env:TOKEN}
                    match: {path: "/{id}", methods: [GET, HEAD], headers: {X-Kind: no}}
                    timeout: *time
                    to:
                      - {when: {country: europe}, upstream: users}
                      - upstream: users
            """;
    private static final List<String> PIECES = List.of(
            ":", ": ", "-", "- ", "{", "}", "[", "]", ",", "\"", "'", "\t", "\n", "\n  ", "  ", "&a ", "*a", "!x ",
            "!!str ", "|", ">", "%", "@", "`", "#", " #", "?", "? ", "---\n", "...\n", "${", "${env:", "$${", "}",
            "<<: ", "\\", "\u0000", "\uFEFF", "\u0085", "\uD800", "null", "~", "0", "true", "\u00E9");

    private static void readsWithoutFailing(String text) {
        Reading reading = SampleGrammar.reader().read(Map.of("a.yaml", text));

        String answer = reading.fold(Revision::id, bad -> Mistake.rendered(bad, Integer.MAX_VALUE));

        assertThat(answer).isNotEmpty().doesNotContain("s3cr3t");
    }

    @Property(tries = 1000)
    void readWhenAnyTextThenAnswers(@ForAll @StringLength(max = 200) String text) {
        readsWithoutFailing(text);
    }

    @Property(tries = 1000)
    void readWhenAnyPiecesThenAnswers(@ForAll @Size(max = 30) List<@IntRange(max = 44) Integer> pieces) {
        StringBuilder text = new StringBuilder("apiVersion: gateway/v1\napis: ");
        pieces.forEach(piece -> text.append(PIECES.get(piece % PIECES.size())));

        readsWithoutFailing(text.toString());
    }

    @Property(tries = 2000)
    void readWhenGoodTextIsMutatedThenAnswers(
            @ForAll @Size(min = 1, max = 4) List<@IntRange(max = 1_000_000) Integer> places,
            @ForAll @IntRange(max = 44) int piece,
            @ForAll @IntRange(max = 5) int removed) {
        StringBuilder text = new StringBuilder(GOOD);
        for (int place : places) {
            int at = place % (text.length() + 1);
            text.replace(at, Math.min(text.length(), at + removed), PIECES.get((piece + place) % PIECES.size()));
        }

        readsWithoutFailing(text.toString());
    }
}
