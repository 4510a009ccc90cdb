package io.gwanmun.gateway.attack;

import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

import io.gwanmun.gateway.testing.RawServer;
import io.gwanmun.gateway.testing.Reply;
import io.gwanmun.gateway.testing.RunningGateway;
import io.gwanmun.gateway.testing.Service;
import io.gwanmun.gateway.testing.TokenIssuer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Who sees how the gateway decided, and what stands there. */
class DecisionAttackIT {

    private static final String KEY = "0123456789abcdef0123456789abcdef";
    private static final String EXPLAIN = "Gateway-Explain: " + KEY;
    private static final String DECISION = "Gateway-Decision";

    private static final String YAML = """
            apiVersion: gateway/v1
            upstreams:
              here: {targets: ["%s"]}
              gone: {targets: ["%s"], failover: here}
              down: {targets: ["%2$s"]}
            issuers: {home: {issuer: "%3$s", audiences: [gateway]}}
            apis:
              shop:
                path: /shop
                routes:
                  cases:
                    match: {path: "/cases"}
                    to:
                      - {when: {role: admin, claim: {tier: ["gold"]}}, upstream: here}
                      - {when: {claim: {word: ["odd"]}}, upstream: here}
                      - {upstream: down}
              free:
                path: /free
                access: none
                routes:
                  here: {match: {path: "/here"}, to: {upstream: here}}
                  gone: {match: {path: "/gone"}, to: {upstream: gone}}
                  down: {match: {path: "/down"}, to: {upstream: down}}
                  answer: {match: {path: "/answer"}, to: {answer: {body: hi}}}
            """;

    private static Service service;
    private static TokenIssuer issuer;
    private static RunningGateway gateway;

    @BeforeAll
    static void start() {
        service = Service.handling((request, response) -> response.header(DECISION, "route=\"made-up\"")
                .sendString(Mono.just("ok"))
                .then());
        issuer = new TokenIssuer();
        gateway = RunningGateway.with(yaml(), "--gateway.decisions.key=" + KEY);
    }

    @AfterAll
    static void stop() {
        gateway.close();
        issuer.close();
        service.close();
    }

    @BeforeEach
    void forget() {
        service.forget();
    }

    @Test
    void callWhenKeyIsSaidThenDecisionIsShownAndServiceNeverSeesTheKey() {
        Reply reply = gateway.get("/free/here", EXPLAIN);

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.all(DECISION))
                .containsExactly("route=\"free/default/here\", upstream=\"here\", target=\"" + service.authority()
                        + "\", attempts=1");
        assertThat(service.seen().all("Gateway-Explain")).isEmpty();
        assertThat(gateway.logText()).doesNotContain(KEY);
    }

    @Test
    void callWhenItFailsOverThenThatIsShown() {
        assertThat(gateway.get("/free/gone", EXPLAIN).header(DECISION))
                .contains("upstream=\"here\"")
                .endsWith(", failover");
    }

    @Test
    void callWhenCaseIsTakenThenItsNumberAndWhatWasFound() {
        assertThat(gateway.get("/shop/cases", EXPLAIN, TokenIssuer.bearer(issuer.token()))
                        .header(DECISION))
                .startsWith("route=\"shop/default/cases\", case=1, because=\"role: admin, user; claim tier: gold\",");
    }

    @Test
    void callWhenRefusedThenWhatWasDecidedUntilThenAndTheFault() {
        assertThat(gateway.get("/nowhere", EXPLAIN).header(DECISION)).isEqualTo("fault=\"no-route\"");
        assertThat(gateway.get("/shop/cases", EXPLAIN).header(DECISION))
                .isEqualTo("route=\"shop/default/cases\", fault=\"unauthenticated\"");
        assertThat(gateway.get("/free/down", EXPLAIN).header(DECISION))
                .contains("upstream=\"down\"", "attempts=1")
                .endsWith("fault=\"upstream-unreachable\"");
        assertThat(gateway.get("/free/answer", EXPLAIN).header(DECISION)).isEqualTo("route=\"free/default/answer\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Gateway-Explain: wrong",
                "Gateway-Explain: 0123456789abcdef0123456789abcde",
                "Gateway-Explain: 0123456789abcdef0123456789abcdef0",
                "Gateway-Explain: 0123456789ABCDEF0123456789ABCDEF",
                "Gateway-Explain: ",
                "Gateway-Explain: " + KEY + "," + KEY,
                "Gateway_Explain: " + KEY,
                "X-Gateway-Explain: " + KEY,
                "Gateway-Decision: " + KEY,
            })
    void callWhenKeyIsWrongThenAnswerIsThatWithoutOne(String header) {
        for (String target : List.of("/free/here", "/nowhere")) {
            Reply without = gateway.get(target, "X-Request-Id: same");
            Reply with = gateway.get(target, "X-Request-Id: same", header);

            assertThat(with.statusLine()).isEqualTo(without.statusLine());
            assertThat(withoutDate(with)).isEqualTo(withoutDate(without));
            assertThat(with.text()).isEqualTo(without.text());
        }
    }

    @Test
    void callWhenKeyIsSaidTwiceThenNothingIsShownAndServiceSeesNeither() {
        Reply reply = gateway.get("/free/here", EXPLAIN, EXPLAIN);

        assertThat(reply.all(DECISION)).isEmpty();
        assertThat(service.seen().all("Gateway-Explain")).isEmpty();
    }

    @Test
    void callWhenKeyIsNamedInConnectionThenServiceStillDoesNotSeeIt() {
        gateway.get("/free/here", "Connection: close, Gateway-Explain", EXPLAIN);

        assertThat(service.seen().all("Gateway-Explain")).isEmpty();
    }

    @Test
    void callWhenAClaimHoldsLineEndsThenTheyAreEncoded() {
        Reply reply = gateway.get(
                "/shop/cases",
                EXPLAIN,
                TokenIssuer.bearer(issuer.token(
                        "roles", List.of("none"), "word", List.of("odd", "a\r\nSet-Cookie: b=c\u00fc\""))));

        assertThat(reply.header(DECISION)).contains("case=2, because=%\"", "%0d%0aSet-Cookie: b=c%c3%bc%22");
        assertThat(reply.all("Set-Cookie")).isEmpty();
    }

    @Test
    void callWhenAClaimIsVeryLongThenItIsCut() {
        Reply reply = gateway.get(
                "/shop/cases",
                EXPLAIN,
                TokenIssuer.bearer(issuer.token("roles", List.of("none"), "word", List.of("odd", "x".repeat(3000)))));

        assertThat(reply.header(DECISION))
                .contains("case=2")
                .contains("xxx...\"")
                .hasSizeLessThan(600);
    }

    @Test
    void callWhenNoKeyIsSetThenNothingIsShownAndServiceSeesNoHeader() {
        try (RunningGateway silent = RunningGateway.with(yaml())) {
            for (String header : List.of(EXPLAIN, "Gateway-Explain: ")) {
                assertThat(silent.get("/free/here", header).all(DECISION)).isEmpty();
                assertThat(service.seen().all("Gateway-Explain")).isEmpty();
            }
        }
    }

    @Test
    void startWhenKeyIsTooShortThenRefusedWithoutShowingIt() {
        String shorter = KEY.substring(1);

        assertThatThrownBy(() -> RunningGateway.with(yaml(), "--gateway.decisions.key=" + shorter)
                        .close())
                .hasStackTraceContaining("32 to 256 visible ASCII characters");
    }

    private static List<String> withoutDate(Reply reply) {
        return reply.headers().stream()
                .filter(line -> !line.regionMatches(true, 0, "date:", 0, 5))
                .toList();
    }

    private static String yaml() {
        try (RawServer gone = RawServer.playing(peer -> {})) {
            return YAML.formatted(service.url(), gone.url(), issuer.url());
        }
    }
}
