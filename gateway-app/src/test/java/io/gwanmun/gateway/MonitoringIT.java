package io.gwanmun.gateway;

import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.gwanmun.gateway.testing.Authority;
import io.gwanmun.gateway.testing.CountryFile;
import io.gwanmun.gateway.testing.Queries;
import io.gwanmun.gateway.testing.RunningGateway;
import io.gwanmun.gateway.testing.Service;
import io.gwanmun.gateway.testing.TestRedis;
import io.gwanmun.gateway.testing.TokenIssuer;

import static org.assertj.core.api.Assertions.assertThat;

/** The dashboards and alerts of sample-services/compose, against what a gateway that uses everything says of itself. */
class MonitoringIT {

    private static final String YAML = """
            apiVersion: gateway/v1
            issuers:
              gwanmun: {issuer: "%s", audiences: [gateway], reference: state}
            certificates:
              shop:
                hosts: [shop.test]
                certificate: "${file:%3$s/shop.crt}"
                key: "${file:%3$s/shop.key}"
            network: {trustedProxies: [127.0.0.1]}
            upstreams:
              service: {targets: ["%2$s"]}
              away: {targets: ["http://127.0.0.1:1"], failover: service}
            apis:
              open: {path: /open, access: none, routes: {all: {to: {upstream: service}}}}
              closed: {path: /closed, routes: {all: {to: {upstream: service}}}}
              away: {path: /away, access: none, routes: {all: {to: {upstream: away}}}}
              country:
                path: /country
                access: none
                routes:
                  all: {country: {send: X-Country}, to: {upstream: service}}
            """;

    @TempDir
    static Path secrets;

    private static TestRedis redis;
    private static TokenIssuer issuer;
    private static Service service;
    private static RunningGateway gateway;

    @BeforeAll
    static void start() {
        redis = TestRedis.started();
        issuer = new TokenIssuer();
        service = Service.saying("ok");
        Authority.named("Test CA").issue("shop.test").write(secrets, "shop");
        gateway = RunningGateway.with(
                YAML.formatted(issuer.url(), service.url(), secrets),
                redis.settings(
                        "--gateway.api.secret-directories=" + secrets,
                        "--gateway.country.database="
                                + CountryFile.write(secrets.resolve("countries.mmdb"), CountryFile.LINES)));
        for (String target : new String[] {"/open", "/away", "/country"}) {
            assertThat(gateway.get(target, "X-Forwarded-For: 192.0.2.7").status())
                    .isEqualTo(200);
        }
        assertThat(gateway.get("/country").status()).isEqualTo(200);
        assertThat(gateway.get("/closed", TokenIssuer.bearer(issuer.token())).status())
                .isEqualTo(200);
        assertThat(gateway.get("/nowhere").status()).isEqualTo(404);
        // A pause shows when there was one.
        System.gc();
        Awaitility.await().untilAsserted(() -> assertThat(exposed()).contains("jvm_gc_pause_seconds_sum"));
    }

    @AfterAll
    static void stop() {
        gateway.close();
        service.close();
        issuer.close();
        redis.close();
    }

    private static Set<String> exposed() {
        return gateway.manage("/metrics")
                .text()
                .lines()
                .filter(line -> !line.startsWith("#") && !line.isEmpty())
                .map(line -> line.split("[{ ]", 2)[0])
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void dashboardWhenItAsksThenTheMetricIsThere() {
        assertThat(Queries.ofDashboard("gateway.json")).hasSizeGreaterThan(30).isSubsetOf(exposed());
    }

    @Test
    void dashboardWhenTheGatewayHasAMeterThenItIsShown() {
        Set<String> own = exposed().stream()
                .filter(name -> name.startsWith("gateway_"))
                .filter(name -> !name.endsWith("_max"))
                .collect(Collectors.toSet());
        assertThat(Queries.ofDashboard("gateway.json")).containsAll(own);
    }

    @Test
    void alertsWhenTheyAskThenTheMetricIsThere() {
        assertThat(Queries.ofAlerts("gateway")).hasSizeGreaterThan(10).isSubsetOf(exposed());
        assertThat(Queries.ofAlerts("programs")).isNotEmpty().isSubsetOf(exposed());
    }
}
