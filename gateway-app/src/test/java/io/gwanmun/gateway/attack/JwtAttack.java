package io.gwanmun.gateway.attack;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.interfaces.ECPublicKey;
import java.util.LinkedHashMap;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

import io.gwanmun.gateway.testing.Recorder;
import io.gwanmun.gateway.testing.Reply;
import io.gwanmun.gateway.testing.RunningGateway;
import io.gwanmun.gateway.testing.Service;
import io.gwanmun.gateway.testing.TokenIssuer;

import static io.gwanmun.gateway.testing.TokenIssuer.bearer;
import static io.gwanmun.gateway.testing.TokenIssuer.encode;
import static io.gwanmun.gateway.testing.TokenIssuer.json;
import static io.gwanmun.gateway.testing.TokenIssuer.jwk;
import static io.gwanmun.gateway.testing.TokenIssuer.sign;
import static org.assertj.core.api.Assertions.assertThat;

/** A gateway whose caller brings tokens that are no good: one answer for all of them, and nobody else hears of it. */
abstract class JwtAttack {

    private static final String YAML = """
            apiVersion: gateway/v1
            issuers:
              gwanmun: {issuer: "%s", audiences: [gateway], algorithms: [RS256, PS256, ES256, EdDSA]}
            upstreams:
              echo: {targets: ["%s"]}
            apis:
              closed:
                path: /closed
                routes:
                  all: {match: {path: "/{rest...}"}, to: {upstream: echo}}
            """;
    static final String HEADER = "{\"alg\":\"RS256\",\"typ\":\"at+jwt\",\"kid\":\"rsa\"}";
    private static final String CHALLENGE = "Bearer realm=\"gwanmun\", error=\"invalid_token\"";
    static final KeyPair OWN = TokenIssuer.rsa(2048);
    static final KeyPair WEAK = TokenIssuer.rsa(1024);
    static final KeyPair P384 = TokenIssuer.ec("secp384r1");

    static Service service;
    static Recorder attacker;
    static TokenIssuer issuer;
    static RunningGateway gateway;

    @BeforeAll
    static void start() {
        service = Service.saying("ok");
        attacker = Recorder.started();
        issuer = new TokenIssuer();
        issuer.publishes(
                jwk(TokenIssuer.RSA, "rsa"),
                jwk(TokenIssuer.EC, "ec"),
                jwk(TokenIssuer.ED, "ed"),
                jwk(P384, "p384"),
                jwk(WEAK, "weak"),
                jwk(OWN, "enc", "\"use\":\"enc\""),
                jwk(OWN, "sign", "\"key_ops\":[\"sign\"]"),
                jwk(OWN, "ps", "\"alg\":\"PS256\""));
        gateway = RunningGateway.with(YAML.formatted(issuer.url(), service.url()));
        assertThat(call(issuer.token()).status()).isEqualTo(200);
        service.seen();
    }

    @AfterAll
    static void stop() {
        gateway.close();
        issuer.close();
        attacker.close();
        service.close();
    }

    @AfterEach
    void nobodyElseHeardOfIt() {
        assertThat(service.isUnasked()).isTrue();
        assertThat(attacker.connections()).isZero();
        assertThat(issuer.fetches()).isLessThanOrEqualTo(2);
    }

    record Row(String id, String token) {
        @Override
        public String toString() {
            return id;
        }
    }

    static Reply call(String token) {
        return gateway.get("/closed/x", bearer(token));
    }

    static String claims(Object... changes) {
        return json(issuer.claimsWith(changes));
    }

    static String segment(String text) {
        return encode(text.getBytes(StandardCharsets.UTF_8));
    }

    static Row signed(String id, String header) {
        return new Row(id, sign(header, claims(), "RS256", TokenIssuer.RSA));
    }

    static Row claiming(String id, Object... changes) {
        return new Row(id, issuer.token(changes));
    }

    static String alg(String written) {
        return "{\"alg\":" + written + ",\"typ\":\"at+jwt\",\"kid\":\"rsa\"}";
    }

    static BigInteger order() {
        return ((ECPublicKey) TokenIssuer.EC.getPublic()).getParams().getOrder();
    }

    static void assertRefused(String token) {
        Reply reply = call(token);

        assertThat(reply.status()).as(reply.toString()).isEqualTo(401);
        assertThat(reply.all("WWW-Authenticate")).containsExactly(CHALLENGE);
        Map<String, Object> body = new LinkedHashMap<>(reply.json());
        assertThat(body.remove("requestId")).isEqualTo(reply.header("X-Request-Id"));
        assertThat(body)
                .isEqualTo(Map.of(
                        "type", "urn:gwanmun:fault:unauthenticated",
                        "title", "This call needs valid credentials.",
                        "status", 401,
                        "detail", "This call needs valid credentials.",
                        "message", "This call needs valid credentials."));
    }
}
