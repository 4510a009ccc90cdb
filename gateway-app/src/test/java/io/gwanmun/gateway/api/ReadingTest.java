package io.gwanmun.gateway.api;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ReadingTest {

    private static final String UPSTREAMS = """
            apiVersion: gateway/v1
            upstreams:
              users: {targets: [http://localhost:9101, {url: "http://localhost:9102/v1", weight: 3}]}
            """;
    private static final String APIS = """
            apiVersion: gateway/v1
            apis:
              users:
                path: /users
                hosts: [API.example.com, "*.example.org"]
                timeout: {connect: 500ms}
                routes:
                  details:
                    match: {path: "/{id}", methods: [GET, HEAD], headers: {X-Kind: no}}
                    to:
                      - {when: {country: europe}, upstream: users}
                      - {upstream: users}
                    access: none
            """;

    private static Revision good(Map<String, String> texts) {
        return SampleGrammar.reader().read(texts).fold(good -> good, bad -> {
            throw new AssertionError(Mistake.rendered(bad, 20));
        });
    }

    private static List<String> bad(Map<String, String> texts) {
        return SampleGrammar.reader()
                .read(texts)
                .fold(
                        good -> List.of(),
                        bad -> bad.stream().map(Mistake::sentence).toList());
    }

    private static ApiSource api(Revision revision, String name) {
        return Objects.requireNonNull(revision.apis().get(name));
    }

    private static RouteSource route(ApiSource api, String name) {
        return Objects.requireNonNull(api.routes().get(name));
    }

    @Test
    void readWhenGoodThenNounsAreTyped() {
        Revision revision = good(Map.of("u.yaml", UPSTREAMS));

        assertThat(revision.find(SampleGrammar.UPSTREAMS, "users"))
                .isEqualTo(new SampleGrammar.Upstream(
                        List.of(
                                new SampleGrammar.Target(URI.create("http://localhost:9101"), 1),
                                new SampleGrammar.Target(URI.create("http://localhost:9102/v1"), 3)),
                        null));
    }

    @Test
    void readWhenGoodThenApiAndPoliciesAreTyped() {
        Revision revision = good(Map.of("a.yaml", APIS, "u.yaml", UPSTREAMS));
        ApiSource api = api(revision, "users");
        RouteSource route = route(api, "details");

        assertThat(api.path()).isEqualTo("/users");
        assertThat(api.hosts()).containsExactly("api.example.com", "*.example.org");
        assertThat(api.keepPath()).isFalse();
        assertThat(api.policies().find(SampleGrammar.TIMEOUT))
                .isEqualTo(new SampleGrammar.Timeouts(Duration.ofMillis(500), Duration.ofSeconds(29)));
        assertThat(route.name()).isEqualTo("details");
        assertThat(route.get(SampleGrammar.MATCH))
                .isEqualTo(new SampleGrammar.Match("/{id}", Set.of("GET", "HEAD"), Map.of("X-Kind", "no")));
        assertThat(route.get(SampleGrammar.TO)).hasSize(2);
        assertThat(route.get(SampleGrammar.ACCESS).open()).isTrue();
        assertThat(route.find(SampleGrammar.TIMEOUT)).isNull();
        assertThat(revision.routeCount()).isEqualTo(1);
        assertThat(revision.files()).containsExactly("a.yaml", "u.yaml");
    }

    @Test
    void readWhenGoodThenPlacesAreKept() {
        RouteSource route = route(api(good(Map.of("a.yaml", APIS, "u.yaml", UPSTREAMS)), "users"), "details");

        Written<?> access = Objects.requireNonNull(route.policies().written(SampleGrammar.ACCESS));
        assertThat(route.place()).isEqualTo(new Place("a.yaml", 9, 9));
        assertThat(access.place()).hasToString("a.yaml:13:17");
        assertThat(access.where()).hasToString("apis.users.routes.details.access");
    }

    @Test
    void readWhenSameContentThenSameId() {
        Revision one = good(Map.of("a.yaml", APIS, "u.yaml", UPSTREAMS));
        Revision same = good(Map.of("u.yaml", UPSTREAMS, "a.yaml", APIS));
        Revision renamed = good(Map.of("b.yaml", APIS, "u.yaml", UPSTREAMS));

        assertThat(one.id()).matches("[0-9a-f]{12}").isEqualTo(same.id()).isNotEqualTo(renamed.id());
        assertThat(one.readAt()).isEqualTo(Instant.parse("2030-01-01T00:00:00Z"));
    }

    @Test
    void readWhenWordsLookLikeOtherTypesThenTheyAreText() {
        String text = """
                apiVersion: gateway/v1
                upstreams: {b: {targets: [http://b]}}
                apis:
                  no:
                    description: 1:30
                    routes:
                      012:
                        description: on
                        match: {path: /a, headers: {A: 0x1F, B: 2001-01-01, C: 1e3}}
                        to: {upstream: b}
                """;

        ApiSource api = api(good(Map.of("a.yaml", text)), "no");

        assertThat(api.head().description()).isEqualTo("1:30");
        assertThat(route(api, "012").description()).isEqualTo("on");
        assertThat(route(api, "012").get(SampleGrammar.MATCH).headers())
                .containsExactly(Map.entry("A", "0x1F"), Map.entry("B", "2001-01-01"), Map.entry("C", "1e3"));
    }

    @Test
    void readWhenAliasThenItStandsForItsAnchor() {
        String text = """
                apiVersion: gateway/v1
                apis:
                  one: {timeout: &short {connect: 1s}}
                  two: {timeout: *short}
                """;

        Revision revision = good(Map.of("a.yaml", text));

        assertThat(api(revision, "two").policies().find(SampleGrammar.TIMEOUT))
                .isEqualTo(api(revision, "one").policies().find(SampleGrammar.TIMEOUT));
    }

    @Test
    void readWhenAliasesMultiplyThenRefuses() {
        StringBuilder text =
                new StringBuilder("apiVersion: gateway/v1\napis:\n  a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 9; i++) {
            text.append("  a%d: &a%d [%s]\n".formatted(i, i, ("*a" + (i - 1) + ", ").repeat(9) + "*a" + (i - 1)));
        }

        assertThat(bad(Map.of("a.yaml", text.toString())))
                .singleElement()
                .asString()
                .contains("found more than 2000000 values");
    }

    @Test
    void readWhenNestedTooDeepThenRefuses() {
        assertThat(bad(Map.of("a.yaml", "apiVersion: gateway/v1\napis: " + "[".repeat(100_000))))
                .containsExactly("a.yaml:2:70: found more than 64 levels, expected fewer levels.");
    }

    @Test
    void readWhenFilesShareAnApiThenRoutesAreJoined() {
        String more = """
                apiVersion: gateway/v1
                apis: {users: {routes: {all: {match: {path: /}, to: {upstream: users}}}}}
                """;

        Revision revision = good(Map.of("a.yaml", APIS, "b.yaml", more, "u.yaml", UPSTREAMS));

        assertThat(api(revision, "users").routes()).containsOnlyKeys("details", "all");
        assertThat(api(revision, "users").path()).isEqualTo("/users");
    }

    @Test
    void readWhenTwoFilesSpeakOfAWholeApiThenNamesBoth() {
        String more = "apiVersion: gateway/v1\napis: {users: {keepPath: true}}\n";

        assertThat(bad(Map.of("a.yaml", APIS, "b.yaml", more, "u.yaml", UPSTREAMS)))
                .containsExactly("b.yaml:2:16: apis.users: found \"keepPath\" in a second file, expected only"
                        + " \"routes\" here. What holds for the whole API already stands at a.yaml:4:5.");
    }

    @Test
    void readWhenNameStandsInTwoFilesThenNamesBoth() {
        assertThat(bad(Map.of("u.yaml", UPSTREAMS, "v.yaml", UPSTREAMS)))
                .containsExactly("v.yaml:3:3: upstreams.users: found \"users\" again, expected each name once."
                        + " It already stands at u.yaml:3:3.");
    }

    @Test
    void readWhenRouteStandsInTwoFilesThenNamesBoth() {
        String more = """
                apiVersion: gateway/v1
                apis:
                  users:
                    routes:
                      details: {match: {path: /}, to: {upstream: users}}
                """;

        assertThat(bad(Map.of("a.yaml", APIS, "b.yaml", more, "u.yaml", UPSTREAMS)))
                .containsExactly("b.yaml:5:7: apis.users.routes.details: found \"details\" again, expected each name"
                        + " once. It already stands at a.yaml:8:7.");
    }

    @Test
    void readWhenSeveralFilesAreMistakenThenTellsAllInOrder() {
        String one = "apiVersion: gateway/v1\napis: {a: {pth: /a, timeout: {connect: 5}, limits: {retries: 7}}}\n";
        String two = "apiVersion: gateway/v1\nupstreams: {b: {targets: []}}\n";
        String three = "apiVersion: gateway/v1\napis: [\n";

        assertThat(bad(Map.of("c.yaml", three, "b.yaml", two, "a.yaml", one)))
                .extracting(sentence -> sentence.substring(0, sentence.indexOf(": ")))
                .containsExactly("a.yaml:2:12", "a.yaml:2:40", "a.yaml:2:62", "b.yaml:2:26", "c.yaml:3:1");
    }

    @Test
    void readWhenNamedObjectIsMistakenThenReferencesToItAreNot() {
        String broken = "apiVersion: gateway/v1\nupstreams: {users: {targets: nothing}}\n";

        assertThat(bad(Map.of("a.yaml", APIS, "u.yaml", broken)))
                .singleElement()
                .asString()
                .startsWith("u.yaml:2:30");
    }

    @Test
    void readWhenAFileIsNotYamlThenReferencesIntoItAreNotBlamed() {
        assertThat(bad(Map.of("a.yaml", APIS, "u.yaml", "upstreams: {users")))
                .singleElement()
                .asString()
                .startsWith("u.yaml");
    }
}
