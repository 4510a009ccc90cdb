package io.gwanmun.gateway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import io.gwanmun.gateway.api.Mistake;
import io.gwanmun.gateway.testing.LeakWatch;
import io.gwanmun.gateway.testing.RawClient;
import io.gwanmun.gateway.testing.RawServer;
import io.gwanmun.gateway.testing.Reply;
import io.gwanmun.gateway.testing.RunningGateway;
import io.gwanmun.gateway.testing.Service;
import io.gwanmun.gateway.testing.TokenIssuer;

import static org.assertj.core.api.Assertions.assertThat;

/** Two gateways: one of the region eu that sends calls on to one of the region central, and services behind both. */
@ExtendWith(LeakWatch.class)
class RegionIT {

    private static final String EU = """
            apiVersion: gateway/v1
            upstreams:
              central: {targets: ["http://127.0.0.1:%d"], region: central}
              gone: {targets: ["%s"], region: central, failover: local}
              local: {targets: ["%s/base"]}
              fragile: {targets: ["%2$s"], failover: central}
            issuers: {home: {issuer: "%4$s", audiences: [gateway]}}
            apis:
              shop:
                path: /shop
                hosts: [shop.test]
                routes:
                  all: {match: {path: "/{rest...}"}, to: {upstream: central}}
              free:
                path: /free
                access: none
                routes:
                  all: {match: {path: "/{rest...}"}, to: {upstream: central}}
              safe:
                path: /safe
                access: none
                routes:
                  all: {match: {path: "/{rest...}"}, to: {upstream: gone}}
              far:
                path: /far
                access: none
                routes:
                  all: {match: {path: "/{rest...}"}, to: {upstream: fragile, path: "/elsewhere"}}
              local:
                path: /local
                access: none
                routes:
                  all: {match: {path: "/{rest...}"}, to: {upstream: local}}
              circle:
                path: /circle
                access: none
                routes:
                  all: {match: {path: "/{rest...}"}, to: {upstream: central}}
            """;

    private static final String CENTRAL = """
            apiVersion: gateway/v1
            network: {trustedProxies: [127.0.0.1]}
            upstreams:
              service: {targets: ["%s"]}
              eu: {targets: ["http://127.0.0.1:%d"], region: eu}
            issuers: {home: {issuer: "%s", audiences: [gateway]}}
            apis:
              shop:
                path: /shop
                hosts: [shop.test]
                identity: {headers: {X-User-Id: subject}}
                routes:
                  all: {match: {path: "/{rest...}"}, to: {upstream: service}}
              free:
                path: /free
                access: {roles: [admin]}
                routes:
                  all: {match: {path: "/{rest...}"}, to: {upstream: service}}
              far:
                path: /far
                access: none
                routes:
                  all: {match: {path: "/{rest...}"}, to: {upstream: service}}
              circle:
                path: /circle
                access: none
                routes:
                  all: {match: {path: "/{rest...}"}, to: {upstream: eu}}
            """;

    private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    private static Service service;
    private static Service local;
    private static TokenIssuer issuer;
    private static RunningGateway eu;
    private static RunningGateway central;

    @BeforeAll
    static void start() {
        service = Service.saying("central's");
        local = Service.saying("local's");
        issuer = new TokenIssuer();
        eu = RunningGateway.with(eu(1), "--gateway.region=eu");
        central = RunningGateway.with(
                CENTRAL.formatted(service.url(), eu.port(), issuer.url()), "--gateway.region=central");
        eu.write(RunningGateway.FILE, eu(central.port()));
    }

    @AfterAll
    static void stop() {
        eu.close();
        central.close();
        issuer.close();
        local.close();
        service.close();
    }

    @BeforeEach
    void forget() {
        service.forget();
        local.forget();
    }

    @Test
    void callWhenSentOnThenServiceGetsItAsFromTheClientItself() {
        Reply reply = from(
                "127.0.0.2",
                RawClient.head(
                        "GET",
                        "/shop/cart/7?a=b",
                        "Host: shop.test",
                        TokenIssuer.bearer(issuer.token()),
                        "X-Request-Id: sent-on",
                        "traceparent: " + TRACE,
                        "tracestate: a=b"));

        assertThat(reply.text()).isEqualTo("central's");
        assertThat(reply.all("X-Request-Id")).containsExactly("sent-on");
        Service.Seen seen = service.seen();
        assertThat(seen.target()).isEqualTo("/cart/7?a=b");
        assertThat(seen.header("X-User-Id")).isEqualTo("user-1");
        assertThat(seen.header("X-Forwarded-For")).startsWith("127.0.0.2");
        assertThat(seen.header("X-Forwarded-Host")).isEqualTo("shop.test");
        assertThat(seen.all("X-Request-Id")).containsExactly("sent-on");
        assertThat(seen.all("traceparent")).containsExactly(TRACE);
        assertThat(seen.all("tracestate")).containsExactly("a=b");
        assertThat(seen.all("Authorization")).isEmpty();
        assertThat(seen.all("Gateway-Region")).isEmpty();
        for (RunningGateway gateway : List.of(eu, central)) {
            assertThat(gateway.logged("sent-on"))
                    .containsEntry("client", "127.0.0.2")
                    .containsEntry("path", "/shop/cart/7")
                    .containsEntry("caller", "user-1");
        }
    }

    @Test
    void callWhenOnlyCentralAsksForProofThenItsRefusalIsTheAnswer() {
        assertThat(eu.get("/free/x").status()).isEqualTo(401);
        assertThat(eu.get("/free/x", TokenIssuer.bearer(issuer.token("roles", List.of("user"))))
                        .status())
                .isEqualTo(403);
        assertThat(eu.get("/free/x", TokenIssuer.bearer(issuer.token())).status())
                .isEqualTo(200);
    }

    @Test
    void callWhenFirstGatewayRefusesThenIsNotSentOn() {
        assertThat(eu.get("/shop/cart", "Host: shop.test", "X-Request-Id: unproved")
                        .status())
                .isEqualTo(401);

        assertThat(central.log().anyMatch(line -> "unproved".equals(line.get("requestId"))))
                .isFalse();
    }

    @Test
    void callWhenRegionsPointAtEachOtherThenEndsAfterOneStep() {
        Reply reply = eu.get("/circle/x", "X-Request-Id: circle");

        assertThat(reply.status()).isEqualTo(508);
        assertThat(reply.text()).contains("region-loop").doesNotContain("eu", "central");
        assertThat(central.logged("circle")).containsEntry("fault", "region-loop");
        eu.logged("circle");
        assertThat(eu.log().filter(line -> "circle".equals(line.get("requestId"))))
                .hasSize(1);
    }

    @Test
    void callWhenClientSaysItCameFromARegionThenLeavesNoMoreAndServicesAreNotTold() {
        assertThat(eu.get("/free/x", "Gateway-Region: x", TokenIssuer.bearer(issuer.token()))
                        .status())
                .isEqualTo(508);
        assertThat(eu.get("/local/x", "Gateway-Region: x").status()).isEqualTo(200);
        assertThat(local.seen().all("Gateway-Region")).isEmpty();
    }

    @Test
    void callWhenOtherRegionIsGoneThenTheServiceThatStandsInGetsItAsAService() {
        Reply reply = eu.get("/safe/x?a=b", "Authorization: Basic YTpi");

        assertThat(reply.text()).isEqualTo("local's");
        Service.Seen seen = local.seen();
        assertThat(seen.target()).isEqualTo("/base/x?a=b");
        assertThat(seen.header("Host")).isEqualTo(local.authority());
        assertThat(seen.all("Gateway-Region")).isEmpty();
    }

    @Test
    void callWhenOtherRegionStandsInForAServiceThenGetsTheWholePath() {
        assertThat(eu.get("/far/x?a=b").text()).isEqualTo("central's");
        assertThat(service.seen().target()).isEqualTo("/x?a=b");
        assertThat(eu.get("/far/x", "Gateway-Region: x").status()).isEqualTo(502);
    }

    @Test
    void filesWhenRegionIsNotSetThenRefusedWithWhatToSet() {
        try (RunningGateway nowhere = RunningGateway.reading(eu(central.port()))) {
            assertThat(Mistake.rendered(nowhere.status().rejected(), 10))
                    .contains("upstreams.central.region")
                    .contains("--gateway.region=eu");
        }
    }

    private static String eu(int port) {
        try (RawServer gone = RawServer.playing(peer -> {})) {
            return EU.formatted(port, gone.url(), local.url(), issuer.url());
        }
    }

    private static Reply from(String address, String request) {
        try (RawClient client = RawClient.over(
                new Socket(InetAddress.getByName("127.0.0.1"), eu.port(), InetAddress.getByName(address), 0))) {
            return client.send(request).reply();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
