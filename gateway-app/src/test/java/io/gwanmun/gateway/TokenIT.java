package io.gwanmun.gateway;

import java.util.Map;
import java.util.Objects;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.gwanmun.gateway.testing.LogWatch;
import io.gwanmun.gateway.testing.Reply;
import io.gwanmun.gateway.testing.RunningGateway;
import io.gwanmun.gateway.testing.Service;
import io.gwanmun.gateway.testing.TokenIssuer;

import static io.gwanmun.gateway.testing.TokenIssuer.bearer;
import static io.gwanmun.gateway.testing.TokenIssuer.json;
import static io.gwanmun.gateway.testing.TokenIssuer.sign;
import static org.assertj.core.api.Assertions.assertThat;

class TokenIT {

    private static final String YAML = """
            apiVersion: gateway/v1
            issuers:
              gwanmun: {issuer: "%1$s", audiences: [gateway], algorithms: [RS256, PS256, ES256, EdDSA]}
              partner: {issuer: "%2$s", audiences: [gateway], types: [JWT, absent]}
            upstreams:
              echo: {targets: ["%3$s"]}
            apis:
              orders:
                path: /orders
                access: {jwt: {issuers: [gwanmun]}, scopes: [orders:read]}
                routes:
                  all: {match: {path: "/all"}, to: {upstream: echo}}
                  write: {match: {path: "/write"}, access: {scopes: [orders:write, orders:delete]}, to: {upstream: echo}}
                  admin: {match: {path: "/admin"}, access: {roles: [admin, support]}, to: {upstream: echo}}
                  owner: {match: {path: "/owner"}, access: {roles: [owner]}, to: {upstream: echo}}
                  gold: {match: {path: "/gold"}, access: {claims: {tier: [gold, silver]}}, to: {upstream: echo}}
                  tin: {match: {path: "/tin"}, access: {claims: {tier: tin}}, to: {upstream: echo}}
                  open: {match: {path: "/open"}, access: none, to: {upstream: echo}}
              any:
                path: /any
                routes:
                  all: {match: {path: "/{rest...}"}, to: {upstream: echo}}
              either:
                path: /either
                access: {any: [jwt, clientCertificate]}
                routes:
                  one: {match: {path: "/one"}, to: {upstream: echo}}
                  both: {match: {path: "/both"}, access: {all: [jwt, clientCertificate]}, to: {upstream: echo}}
                  partner: {match: {path: "/partner"}, access: {jwt: {issuers: [partner]}}, to: {upstream: echo}}
            """;
    private static final String CHALLENGE = "Bearer realm=\"gwanmun\"";
    private static final String INVALID = CHALLENGE + ", error=\"invalid_token\"";

    private static Service service;
    private static TokenIssuer issuer;
    private static TokenIssuer partner;
    private static RunningGateway gateway;

    @BeforeAll
    static void start() {
        service = Service.saying("ok");
        issuer = new TokenIssuer();
        partner = new TokenIssuer();
        gateway = RunningGateway.with(YAML.formatted(issuer.url(), partner.url(), service.url()));
    }

    @AfterAll
    static void stop() {
        gateway.close();
        partner.close();
        issuer.close();
        service.close();
    }

    @BeforeEach
    void forget() {
        service.forget();
    }

    private static String partnerToken() {
        return sign("{\"alg\":\"ES256\",\"kid\":\"ec\"}", json(partner.claims()), "ES256", TokenIssuer.EC);
    }

    private static double checks(String outcome) {
        return gateway.metric("gateway_tokens_checks_total", "kind=\"jwt\"", "outcome=\"" + outcome + '"');
    }

    @Test
    void callWhenTokenIsGoodThenServedAndTheCallerStandsInTheLog() {
        Reply reply = gateway.get("/orders/all", bearer(issuer.token()));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.text()).isEqualTo("ok");
        assertThat(gateway.logged(reply.header("X-Request-Id")))
                .containsEntry("caller", "user-1")
                .containsEntry("issuer", "gwanmun")
                .containsEntry("clientId", "shop");
    }

    @Test
    void callWhenTokenIsUsedAgainThenByWhatIsKeptNear() {
        String token = issuer.token("sub", "again");
        gateway.get("/orders/all", bearer(token));
        double near = checks("near");
        double accepted = checks("accepted");

        for (int i = 0; i < 5; i++) {
            assertThat(gateway.get("/orders/all", bearer(token)).status()).isEqualTo(200);
        }
        assertThat(checks("near") - near).isEqualTo(5);
        assertThat(checks("accepted") - accepted).isZero();
    }

    @ParameterizedTest
    @CsvSource({"RS256, rsa", "PS256, rsa", "ES256, ec", "EdDSA, ed"})
    void callWhenSignedByAnAlgorithmOfTheListThenServed(String algorithm, String kid) {
        var key = Map.of("rsa", TokenIssuer.RSA, "ec", TokenIssuer.EC, "ed", TokenIssuer.ED)
                .get(kid);
        String header = "{\"alg\":\"%s\",\"kid\":\"%s\",\"typ\":\"application/AT+jwt\"}".formatted(algorithm, kid);

        assertThat(gateway.get("/orders/all", bearer(issuer.headed(header, algorithm, Objects.requireNonNull(key))))
                        .status())
                .isEqualTo(200);
        String unnamed = header.replace("\"kid\":\"" + kid + "\",", "");
        assertThat(gateway.get("/orders/all", bearer(issuer.headed(unnamed, algorithm, key)))
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "/orders/all, 200, ",
        "/orders/write, 403, 'error=\"insufficient_scope\", scope=\"orders:delete orders:read orders:write\"'",
        "/orders/admin, 200, ",
        "/orders/owner, 403, ",
        "/orders/gold, 200, ",
        "/orders/tin, 403, ",
        "/orders/open, 200, ",
        "/any/x, 200, ",
        "/either/one, 200, ",
        "/either/both, 401, ",
        "/either/partner, 401, 'error=\"invalid_token\"'",
    })
    void callWhenRouteNarrowsItsApiThenBothMustHold(String path, int status, String challenge) {
        Reply reply = gateway.get(path, bearer(issuer.token()));

        assertThat(reply.status()).isEqualTo(status);
        if (challenge != null) {
            assertThat(reply.header("WWW-Authenticate")).isEqualTo(CHALLENGE + ", " + challenge);
        }
        if (status != 200) {
            assertThat(service.isUnasked()).isTrue();
            assertThat(reply.toString()).doesNotContain("owner", "tin", "user-1", "tier");
        }
    }

    @Test
    void callWhenIssuerIsAnotherThenOnlyWhereItIsTaken() {
        assertThat(gateway.get("/any/x", bearer(partnerToken())).status()).isEqualTo(200);
        assertThat(gateway.get("/either/partner", bearer(partnerToken())).status())
                .isEqualTo(200);
        assertThat(gateway.get("/orders/all", bearer(partnerToken())).header("WWW-Authenticate"))
                .isEqualTo(INVALID);
    }

    @Test
    void callWhenScopeOfTheApiIsMissingThen403WhateverTheRouteSays() {
        Reply reply = gateway.get("/orders/admin", bearer(issuer.token("scope", "orders:write")));

        assertThat(reply.status()).isEqualTo(403);
        assertThat(reply.header("WWW-Authenticate")).endsWith("scope=\"orders:read\"");
    }

    @ParameterizedTest
    @CsvSource({"/orders/all, Bearer", "/either/one, 'Bearer, Certificate'", "/either/both, 'Bearer, Certificate'"})
    void callWhenNothingIsShownThenChallengedWithWhatWouldDo(String path, String schemes) {
        Reply reply = gateway.get(path);

        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.header("WWW-Authenticate"))
                .isEqualTo(schemes.equals("Bearer") ? CHALLENGE : CHALLENGE + ", ClientCertificate realm=\"gwanmun\"");
        assertThat(service.isUnasked()).isTrue();
    }

    @Test
    void callWhenSchemeIsAnotherThenChallenged() {
        Reply reply = gateway.get("/orders/all", "Authorization: Basic dXNlcjpwYXNz");

        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.header("WWW-Authenticate")).isEqualTo(CHALLENGE);
    }

    @Test
    void callWhenBringingSeveralCredentialsThen400() {
        String good = bearer(issuer.token());
        for (Reply reply : new Reply[] {
            gateway.get("/orders/all", good, good),
            gateway.get("/orders/all", good, bearer("x")),
            gateway.get("/orders/all", "Authorization: Basic dXNlcjpwYXNz", good),
            gateway.get("/orders/all", good + ", Bearer x"),
            gateway.get("/orders/all?access_token=x", good),
            gateway.get("/orders/all?a=b&access_token=x", good),
        }) {
            assertThat(reply.status()).isEqualTo(400);
            assertThat(reply.header("WWW-Authenticate")).isEqualTo(CHALLENGE + ", error=\"invalid_request\"");
        }
        assertThat(service.isUnasked()).isTrue();
        assertThat(gateway.get("/orders/all?access_token=" + issuer.token()).status())
                .isEqualTo(401);
        assertThat(gateway.get("/orders/all?my_access_token=x", good).status()).isEqualTo(200);
    }

    @Test
    void callWhenRefusedThenTheLogSaysWhyAndNeverTheToken() {
        try (LogWatch log = LogWatch.on("io.gwanmun.gateway")) {
            String token = issuer.token("exp", 1_700_000_000L, "sub", "late");
            Reply reply = gateway.get("/orders/all", bearer(token));

            assertThat(log.messages("requestId=" + reply.header("X-Request-Id")))
                    .singleElement()
                    .asString()
                    .contains("reason=expired issuer=gwanmun subject=late client=127.0.0.1 route=orders/all")
                    .doesNotContain(token.substring(0, 20));
            assertThat(gateway.logged(reply.header("X-Request-Id"))).containsEntry("caller", null);
        }
        assertThat(checks("expired")).isPositive();
    }
}
