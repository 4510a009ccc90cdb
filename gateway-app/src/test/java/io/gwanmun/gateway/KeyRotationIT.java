package io.gwanmun.gateway;

import java.security.KeyPair;
import java.util.Collections;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.gwanmun.gateway.testing.Recorder;
import io.gwanmun.gateway.testing.Reply;
import io.gwanmun.gateway.testing.RunningGateway;
import io.gwanmun.gateway.testing.Service;
import io.gwanmun.gateway.testing.TokenIssuer;

import static io.gwanmun.gateway.testing.TokenIssuer.bearer;
import static io.gwanmun.gateway.testing.TokenIssuer.jwk;
import static io.gwanmun.gateway.testing.TokenIssuer.keys;
import static org.assertj.core.api.Assertions.assertThat;

/** Keys that change, keys that cannot be had, and what a reload keeps: JW14 and JW15 of the corpus. */
class KeyRotationIT {

    private static final String YAML = """
            apiVersion: gateway/v1
            issuers:
              gwanmun: {issuer: "%s", audiences: [gateway], skew: %s}
            upstreams:
              echo: {targets: ["%s"], maxConnections: %s}
            apis:
              closed: {path: /closed, routes: {all: {match: {path: "/{rest...}"}, to: {upstream: echo}}}}
            """;
    private static final KeyPair NEXT = TokenIssuer.rsa(2048);
    private static final String NEXT_HEADER = "{\"alg\":\"RS256\",\"typ\":\"at+jwt\",\"kid\":\"next\"}";

    private final Service service = Service.saying("ok");
    private final TokenIssuer issuer = new TokenIssuer();
    private final Recorder elsewhere = Recorder.started();
    private RunningGateway gateway;

    @BeforeEach
    void start() {
        gateway = RunningGateway.with(yaml("60s", 100));
    }

    @AfterEach
    void stop() {
        gateway.close();
        elsewhere.close();
        issuer.close();
        service.close();
    }

    private String yaml(String skew, int connections) {
        return YAML.formatted(issuer.url(), skew, service.url(), connections);
    }

    private Reply call(String token) {
        return gateway.get("/closed/x", bearer(token));
    }

    private double accepted() {
        return gateway.metric("gateway_tokens_checks_total", "outcome=\"accepted\"");
    }

    @Test
    void callWhenIssuerRotatesThenNewKeyIsFoundAtOnceAndTheOldOneIsBelievedNoLonger() {
        String old = issuer.token();
        assertThat(call(old).status()).isEqualTo(200);
        issuer.publishes(jwk(NEXT, "next"));

        assertThat(call(issuer.headed(NEXT_HEADER, "RS256", NEXT)).status()).isEqualTo(200);
        assertThat(issuer.fetches()).isEqualTo(2);
        assertThat(call(old).status()).as("kept near, its key is gone").isEqualTo(401);
        assertThat(call(issuer.token("sub", "other")).status()).isEqualTo(401);
    }

    @Test
    void reloadWhenIssuerIsTheSameThenNothingIsForgottenAndWhenNotThenAllIs() {
        String token = issuer.token();
        assertThat(call(token).status()).isEqualTo(200);
        gateway.write(RunningGateway.FILE, yaml("60s", 99));
        assertThat(call(token).status()).isEqualTo(200);
        assertThat(accepted()).isEqualTo(1);
        assertThat(issuer.fetches()).isEqualTo(1);
        assertThat(gateway.metric("gateway_issuer_keys_age_seconds", "issuer=\"gwanmun\""))
                .isPositive();

        gateway.write(RunningGateway.FILE, yaml("59s", 99));
        assertThat(call(token).status()).isEqualTo(200);
        assertThat(accepted()).isEqualTo(2);
        assertThat(issuer.fetches()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({"500", "302", "404", "long", "many", "html", "hangs"})
    void callWhenKeysCannotBeHadThen503AndNobodyIsLetIn(String how) {
        switch (how) {
            case "long" -> issuer.answers(200, keys() + " ".repeat(100_000_000));
            case "many" ->
                issuer.publishes(
                        Collections.nCopies(10_000, jwk(TokenIssuer.EC, "k")).toArray(String[]::new));
            case "html" -> issuer.answers(200, "<html>");
            case "hangs" -> issuer.hangs();
            default -> issuer.answers(Integer.parseInt(how), "", "Location: " + elsewhere.url() + "/jwks");
        }
        gateway.write(RunningGateway.FILE, yaml("1s", 100));

        Reply reply = call(issuer.token());
        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.header("Retry-After")).isEqualTo("1");
        assertThat(reply.json()).containsEntry("type", "urn:gwanmun:fault:issuer-unreachable");
        assertThat(reply.toString()).doesNotContain(issuer.url(), "Exception", "jwks");
        assertThat(service.isUnasked()).isTrue();
        assertThat(elsewhere.connections()).isZero();
        assertThat(gateway.metric("gateway_issuer_keys_failures_total", "issuer=\"gwanmun\""))
                .isPositive();
    }

    @Test
    void callWhenIssuerComesBackThenServed() {
        issuer.answers(500, "");
        gateway.write(RunningGateway.FILE, yaml("2s", 100));
        assertThat(call(issuer.token()).status()).isEqualTo(503);

        issuer.publishes(jwk(TokenIssuer.RSA, "rsa"));
        RunningGateway.await(() -> call(issuer.token()).status() == 200);
    }

    @Test
    void callWhenIssuerGoesAwayThenKeysOfBeforeAreUsed() {
        assertThat(call(issuer.token()).status()).isEqualTo(200);
        issuer.answers(500, "");

        assertThat(call(issuer.token("sub", "new")).status()).isEqualTo(200);
        assertThat(call(issuer.headed(NEXT_HEADER, "RS256", NEXT)).status())
                .as("a key that nobody knows is refused when it cannot be looked for")
                .isEqualTo(401);
    }
}
