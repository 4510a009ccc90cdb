package io.gwanmun.gateway;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.gwanmun.gateway.testing.IdentityKey;
import io.gwanmun.gateway.testing.LeakWatch;
import io.gwanmun.gateway.testing.RawClient;
import io.gwanmun.gateway.testing.Reply;
import io.gwanmun.gateway.testing.RunningGateway;
import io.gwanmun.gateway.testing.Service;
import io.gwanmun.gateway.testing.Service.Seen;
import io.gwanmun.gateway.testing.TokenIssuer;

import static org.assertj.core.api.Assertions.assertThat;

/** Where calls of proven callers go, and what services are told of them. */
@ExtendWith(LeakWatch.class)
class IdentityIT {

    private static final String YAML = """
            apiVersion: gateway/v1
            upstreams:
              first: {targets: ["%s"]}
              second: {targets: ["%s"]}
            issuers: {home: {issuer: "%s", audiences: [gateway]}}
            signing: {issuer: "https://gateway.test", key: "${file:%s}"}
            apis:
              shop:
                path: /shop
                identity:
                  headers:
                    X-User-Id: subject
                    Shop-Client: client
                    Shop-Roles: roles
                    Shop-Scopes: scopes
                    Shop-Name: claim.name
                  token: {audience: shop, ttl: 60s, claims: [tier]}
                routes:
                  told: {match: {path: "/told"}, to: {upstream: first}}
                  passed: {match: {path: "/passed"}, identity: {passToken: true}, to: {upstream: first}}
                  plain: {match: {path: "/plain"}, identity: {}, to: {upstream: first}}
                  mapped:
                    match: {path: "/mapped"}
                    filters: [{name: AddRequestHeader, args: {name: X-More, value: more}}]
                    to: {upstream: first}
                  socket: {match: {path: "/socket"}, websocket: {}, to: {upstream: first}}
                  cases:
                    match: {path: "/cases/{id}"}
                    to:
                      - {when: {role: admin}, upstream: second, path: "/admin/{id}"}
                      - {when: {claim: {tier: [gold, 3], paid: true}}, upstream: first, path: "/gold/{id}"}
                      - {when: {scope: peek}, answer: {status: 203, body: peeked}}
                      - {when: {client: moved}, redirect: {to: "/shop/told"}}
                      - {upstream: second}
              free:
                path: /free
                access: none
                routes:
                  all: {match: {path: "/{rest...}"}, to: {upstream: first}}
            """;

    @TempDir
    private static Path secrets;

    private static TokenIssuer issuer;
    private static Service first;
    private static Service second;
    private static RunningGateway gateway;

    @BeforeAll
    static void start() throws Exception {
        Path file =
                Files.writeString(secrets.resolve("key.pem"), IdentityKey.made().privatePem());
        first = Service.saying("first");
        second = Service.saying("second");
        issuer = new TokenIssuer();
        gateway = RunningGateway.with(
                YAML.formatted(first.url(), second.url(), issuer.url(), file),
                "--gateway.api.secret-directories=" + secrets);
    }

    @AfterAll
    static void stop() {
        gateway.close();
        issuer.close();
        first.close();
        second.close();
    }

    @BeforeEach
    void forget() {
        first.forget();
        second.forget();
    }

    @Test
    void callWhenCallerIsProvedThenServiceIsToldAndDoesNotGetTheToken() throws Exception {
        gateway.get("/shop/told", caller(Map.of("roles", List.of("b", "a,c"), "scope", "read", "name", "Ada L.")));

        Seen seen = first.seen();
        assertThat(seen.header("X-User-Id")).isEqualTo("u-1");
        assertThat(seen.header("Shop-Client")).isEqualTo("app");
        assertThat(seen.header("Shop-Roles")).isEqualTo("a%2Cc,b");
        assertThat(seen.header("Shop-Scopes")).isEqualTo("read");
        assertThat(seen.header("Shop-Name")).isEqualTo("Ada L.");
        assertThat(seen.all("Authorization")).isEmpty();
        assertThat(seen.all("X-Identity-Token")).hasSize(1);
    }

    @Test
    void callWhenTokenIsSignedThenThePublishedKeyProvesIt() throws Exception {
        String header = caller(Map.of("roles", List.of("buyer"), "tier", "gold", "secret", "not copied"));
        gateway.get("/shop/told", header);
        String token = first.seen().header("X-Identity-Token");
        gateway.get("/shop/told", header);
        assertThat(first.seen().header("X-Identity-Token")).isEqualTo(token);

        Reply published = gateway.manage("/jwks");
        assertThat(published.status()).isEqualTo(200);
        assertThat(published.header("Content-Type")).startsWith("application/jwk-set+json");
        assertThat(published.text()).doesNotContain("\"d\"");
        SignedJWT signed = SignedJWT.parse(token);
        ECKey jwk = (ECKey)
                JWKSet.parse(published.text()).getKeyByKeyId(signed.getHeader().getKeyID());
        assertThat(signed.verify(new ECDSAVerifier(jwk))).isTrue();
        assertThat(signed.getJWTClaimsSet().toJSONObject())
                .containsOnlyKeys("iss", "sub", "aud", "iat", "exp", "idp", "client_id", "roles", "scope", "tier")
                .containsEntry("iss", "https://gateway.test")
                .containsEntry("aud", "shop")
                .containsEntry("sub", "u-1")
                .containsEntry("tier", "gold");
        assertThat(signed.getJWTClaimsSet().getExpirationTime().toInstant())
                .isBetween(Instant.now().plusSeconds(25), Instant.now().plusSeconds(61));
        assertThat(RawClient.call(gateway.port(), "GET", "/jwks").status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Shop-Name: forged",
                "SHOP-NAME: forged",
                "shop_name: forged",
                "Shop_Name: forged",
                "Shop.Name: forged",
                "Shop!Name: forged",
                "Shop-Name: ",
                "X-Identity-Token: forged",
                "x-identity_token: forged",
                "X-USER-ID: forged"
            })
    void callWhenItForgesANameOfAnyRouteThenNoServiceHears(String forged) {
        for (String path : List.of("/shop/told", "/shop/plain", "/shop/passed", "/free/x", "/shop/mapped")) {
            gateway.get(path, caller(Map.of()), forged, forged);

            Seen seen = first.seen();
            assertThat(seen.headers()).noneMatch(line -> line.contains("forged"));
            String name = forged.substring(0, forged.indexOf(':'));
            if (name.replaceAll("[^A-Za-z]", "-").equalsIgnoreCase("shop-name")) {
                assertThat(seen.headers())
                        .noneMatch(line -> line.replaceAll("[^A-Za-z:]", "-")
                                .toLowerCase(Locale.ROOT)
                                .startsWith("shop-name:"));
            }
        }
    }

    @Test
    void callWhenConnectionNamesAHeaderOfOursThenItIsStillSet() {
        gateway.get("/shop/told", caller(Map.of("name", "Ada")), "Connection: Shop-Name, X-User-Id, X-Identity-Token");

        Seen seen = first.seen();
        assertThat(seen.header("Shop-Name")).isEqualTo("Ada");
        assertThat(seen.header("X-User-Id")).isEqualTo("u-1");
        assertThat(seen.all("X-Identity-Token")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'a\r\nX-Admin: true' | a%0D%0AX-Admin: true",
                "'a\nb'               | a%0Ab",
                "'a\u0000b\u007f'     | a%00b%7F",
                "'J\u00fcrgen'        | J%C3%BCrgen"
            })
    void callWhenAClaimHoldsLineEndsThenTheyAreEncoded(String name, String expected) {
        assertThat(gateway.get("/shop/told", caller(Map.of("name", name))).status())
                .isEqualTo(200);

        Seen seen = first.seen();
        assertThat(seen.all("Shop-Name")).containsExactly(expected);
        assertThat(seen.all("X-Admin")).isEmpty();
    }

    @Test
    void callWhenAClaimIsTooLongThenRefusedAndServiceNotAsked() {
        Reply reply = gateway.get("/shop/told", caller(Map.of("name", "\u00fc".repeat(700))));

        assertThat(reply.status()).isEqualTo(500);
        assertThat(reply.json()).containsEntry("type", "urn:gwanmun:fault:identity-failed");
        assertThat(first.isUnasked()).isTrue();
    }

    @Test
    void callWhenRouteSaysOtherwiseThenThatHolds() {
        String header = caller(Map.of("name", "Ada"));
        gateway.get("/shop/passed", header);
        Seen passed = first.seen();
        assertThat("Authorization: " + passed.header("Authorization")).isEqualTo(header);
        assertThat(passed.all("Shop-Name")).isEmpty();

        gateway.get("/shop/plain", header);
        Seen plain = first.seen();
        assertThat(plain.all("Authorization")).isEmpty();
        assertThat(plain.all("X-User-Id")).isEmpty();

        gateway.get("/free/x", header);
        assertThat("Authorization: " + first.seen().header("Authorization")).isEqualTo(header);
    }

    @Test
    void callWhenTheEnginesFiltersChangeTheRequestThenServiceIsToldAllTheSame() {
        gateway.get("/shop/mapped", caller(Map.of("name", "Ada")));

        Seen seen = first.seen();
        assertThat(seen.header("X-More")).isEqualTo("more");
        assertThat(seen.header("Shop-Name")).isEqualTo("Ada");
        assertThat(seen.all("Authorization")).isEmpty();
    }

    @Test
    void handshakeWhenCallerIsProvedThenServiceIsTold() {
        gateway.get(
                "/shop/socket",
                caller(Map.of("name", "Ada")),
                "Connection: Upgrade",
                "Upgrade: websocket",
                "Sec-WebSocket-Version: 13",
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==");

        Seen seen = first.seen();
        assertThat(seen.header("Upgrade")).isEqualToIgnoringCase("websocket");
        assertThat(seen.header("Shop-Name")).isEqualTo("Ada");
        assertThat(seen.all("Authorization")).isEmpty();
    }

    @Test
    void callWhenACaseHoldsThenItGoesThere() {
        assertThat(taken(Map.of("roles", List.of("admin"), "tier", "gold", "paid", true)))
                .isEqualTo("200 second /admin/7?q=1");
        assertThat(taken(Map.of("tier", 3, "paid", true))).isEqualTo("200 first /gold/7?q=1");
        assertThat(taken(Map.of("tier", List.of("iron", "gold"), "paid", true))).isEqualTo("200 first /gold/7?q=1");
        assertThat(taken(Map.of("tier", "gold", "paid", false))).isEqualTo("200 second /cases/7?q=1");
        assertThat(taken(Map.of("scope", "read peek"))).isEqualTo("203 peeked");
        assertThat(taken(Map.of("client_id", "moved"))).isEqualTo("308 ");
        assertThat(gateway.get("/shop/cases/7").status()).isEqualTo(401);
    }

    @Test
    void callWhenARevisionNamesOtherHeadersThenThoseAreTheGatewaysAlone() {
        gateway.get("/free/x", "Later-Name: said");
        assertThat(first.seen().header("Later-Name")).isEqualTo("said");

        gateway.write("later.yaml", """
                apiVersion: gateway/v1
                apis:
                  later:
                    path: /later
                    routes:
                      one:
                        match: {path: /one}
                        identity: {headers: {Later-Name: subject}}
                        to: {answer: {status: 204}}
                """);
        gateway.get("/free/x", "Later-Name: said");
        assertThat(first.seen().all("Later-Name")).isEmpty();
    }

    private static String taken(Map<String, Object> claims) {
        Reply reply = gateway.get("/shop/cases/7?q=1", caller(claims));
        String seen = reply.text().equals("first") ? first.seen().target() : "";
        return (reply.status() + " " + reply.text() + " "
                                + (reply.text().equals("second") ? second.seen().target() : seen))
                        .stripTrailing()
                + (reply.status() == 308 ? " " : "");
    }

    private static String caller(Map<String, Object> claims) {
        List<Object> changes = new ArrayList<>(
                Arrays.asList("sub", "u-1", "client_id", "app", "roles", List.of(), "scope", "", "tier", null));
        claims.forEach((name, value) -> changes.addAll(List.of(name, value)));
        return TokenIssuer.bearer(issuer.token(changes.toArray()));
    }
}
