package io.gwanmun.gateway;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.blockhound.BlockingOperationError;

import io.gwanmun.gateway.testing.Reply;
import io.gwanmun.gateway.testing.RunningGateway;
import io.gwanmun.gateway.testing.Service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The process as an operator sees it, and what these tests rely on. */
class ProcessIT {

    private static final String YAML = """
            apiVersion: gateway/v1
            upstreams:
              echo: {targets: ["%s"]}
            apis:
              all:
                path: /api
                access: none
                routes:
                  all: {match: {path: "/{rest...}"}, to: {upstream: echo}}
            """;

    private static Service service;
    private static RunningGateway gateway;

    @BeforeAll
    static void start() {
        service = Service.saying("ok");
        gateway = RunningGateway.with(YAML.formatted(service.url()));
    }

    @AfterAll
    static void stop() {
        gateway.close();
        service.close();
    }

    @Test
    void eventLoopWhenBlockedThenCaught() {
        var blocked = gateway.eventLoop().submit(() -> new CountDownLatch(1).await(1, TimeUnit.MILLISECONDS));

        assertThatThrownBy(blocked::get).hasCauseInstanceOf(BlockingOperationError.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/livez", "/readyz"})
    void healthWhenRevisionIsLiveThenUpWithoutDetails(String path) {
        Reply reply = gateway.manage(path);

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.text()).isEqualTo("{\"status\":\"UP\"}");
    }

    @Test
    void metricsWhenCallsWereServedThenNameTheirRoute() {
        String id = gateway.get("/api/x").header("X-Request-Id");
        assertThat(gateway.logged(id)).containsEntry("status", 200);

        String[] route = {"api=\"all\"", "stage=\"default\"", "route=\"all\""};
        assertThat(gateway.metric("gateway_count_total", route)).isPositive();
        assertThat(gateway.metric("gateway_latency_seconds_count", route)).isPositive();
        assertThat(gateway.metric("gateway_latency_seconds_sum", route)).isPositive();
        assertThat(gateway.metric("gateway_integration_latency_seconds_count", route))
                .isPositive();
    }

    @Test
    void metricsWhenNothingServesACallThenCountedWithoutItsPath() {
        double before = gateway.metric("gateway_4xx_error_total", "route=\"none\"");

        String id = gateway.get("/secret-path").header("X-Request-Id");
        assertThat(gateway.logged(id)).containsEntry("status", 404);

        assertThat(gateway.metric("gateway_4xx_error_total", "route=\"none\"") - before)
                .isEqualTo(1);
        assertThat(gateway.manage("/metrics").text()).doesNotContain("secret-path");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/livez", "/readyz", "/metrics", "/", "/actuator", "/actuator/health", "/health"})
    void dataPortWhenAskedForManagementThenNotFound(String path) {
        assertThat(gateway.get(path).status()).isEqualTo(404);
    }

    @Test
    void managementPortWhenAskedForAnApiThenNotFound() {
        assertThat(gateway.manage("/api/x").status()).isEqualTo(404);
    }
}
