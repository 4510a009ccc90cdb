package io.gwanmun.bench.server;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RouteTextTest {

    @Test
    void routeFileWhenFirstRevisionThenHasCountedRoutesOnly() {
        assertThat(new RouteFile(2, 0, 8081).text()).isEqualTo("""
                apiVersion: gateway/v1
                network: {outbound: {allow: [loopback]}}
                upstreams:
                  nginx: {targets: ["http://127.0.0.1:8081"]}
                apis:
                  bench:
                    path: /
                    access: none
                    keepPath: true
                    routes:
                      r0: {match: {path: "/r0/{rest...}"}, to: {upstream: nginx}}
                      r1: {match: {path: "/r1/{rest...}"}, to: {upstream: nginx}}
                """);
    }

    @Test
    void routeFileWhenLaterRevisionThenEndsWithItsOwnRoute() {
        RouteFile file = new RouteFile(1, 7, 8081);

        assertThat(file.text())
                .endsWith("      revision: {match: {path: \"/revision-7/{rest...}\"}, to: {upstream: nginx}}\n");
        assertThat(file.ownPrefix()).isEqualTo("/revision-7");
    }

    @Test
    void bareEngineWhenTwoRoutesThenOnePredicateEach() {
        assertThat(BareEngine.text(2, 8081)).isEqualTo("""
                spring.cloud.gateway.server.webflux.routes:
                  - {id: r0, uri: "http://127.0.0.1:8081", predicates: ["Path=/r0/**"]}
                  - {id: r1, uri: "http://127.0.0.1:8081", predicates: ["Path=/r1/**"]}
                """);
    }
}
