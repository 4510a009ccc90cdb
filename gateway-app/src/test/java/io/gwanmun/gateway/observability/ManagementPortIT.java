package io.gwanmun.gateway.observability;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import io.micrometer.observation.ObservationRegistry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.cloud.gateway.filter.GatewayMetricsFilter;
import org.springframework.cloud.gateway.filter.headers.HttpHeadersFilter;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.web.server.adapter.HttpWebHandlerAdapter;

import io.gwanmun.gateway.testing.RawClient;

import static org.assertj.core.api.Assertions.assertThat;

class ManagementPortIT {

    private static volatile boolean revisionLoaded;
    private static ConfigurableApplicationContext context;
    private static int management;
    private static int data;
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @BeforeAll
    static void start() {
        context = new SpringApplicationBuilder(Program.class)
                .run(
                        "--server.port=0",
                        "--management.server.port=0",
                        "--gateway.observability.access-log.enabled=false");
        data = context.getEnvironment().getRequiredProperty("local.server.port", int.class);
        management = context.getEnvironment().getRequiredProperty("local.management.port", int.class);
    }

    @AfterAll
    static void stop() {
        context.close();
    }

    @Test
    void livezWhenAskedThenUp() throws Exception {
        HttpResponse<String> answer = get(management, "/livez");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"status\":\"UP\"}");
    }

    @Test
    void readyzWhenTheRevisionIsDownThenRefusesUntilItIsUp() throws Exception {
        revisionLoaded = false;
        HttpResponse<String> before = get(management, "/readyz");
        assertThat(before.statusCode()).isEqualTo(503);
        assertThat(before.body()).isEqualTo("{\"status\":\"DOWN\"}");
        assertThat(get(management, "/livez").statusCode()).isEqualTo(200);

        revisionLoaded = true;
        assertThat(get(management, "/readyz").statusCode()).isEqualTo(200);
    }

    @Test
    void metricsWhenAskedThenHoldsOursTheProcessAndTheLoops() throws Exception {
        context.getBean(Meters.class).ended(Outcomes.full());

        HttpResponse<String> answer = get(management, "/metrics");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain"));
        assertThat(answer.body())
                .contains(
                        "gateway_count_total{api=\"users\",route=\"details\",stage=\"default\"} 1.0",
                        "gateway_latency_seconds_bucket{api=\"users\",route=\"details\",stage=\"default\",le=\"0.025\"} 1",
                        "jvm_memory_used_bytes",
                        "process_cpu_usage",
                        "netty_eventexecutor_tasks_pending")
                .doesNotContain("http_server_requests", "spring_cloud_gateway");
    }

    @Test
    void exportedWhenComparedWithThePageThenEveryNameIsThere() throws Exception {
        List<String> names = Arrays.stream(GatewayMeters.values())
                .filter(meter -> meter != GatewayMeters.FAULTS && meter != GatewayMeters.ACCESS_LOG_DROPPED)
                .map(meter -> "# HELP " + meter.exported() + " ")
                .toList();

        assertThat(get(management, "/metrics").body()).contains(names);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/actuator",
                "/actuator/env",
                "/actuator/health",
                "/actuator/gateway/routes",
                "/env",
                "/health",
                "/heapdump",
                "/threaddump",
                "/gateway",
                "/beans",
                "/configprops",
                "/loggers",
                "/prometheus",
                "/readyz/revision",
                "/revision",
                "/livenessState",
                "/metrics/jvm.memory.used"
            })
    void managementWhenAnythingElseIsAskedThenNotFound(String path) throws Exception {
        assertThat(get(management, path).statusCode()).isEqualTo(404);
    }

    @Test
    void rootWhenAskedThenShowsAStatusAndNoDetail() throws Exception {
        revisionLoaded = true;

        assertThat(get(management, "/").body()).isEqualTo("{\"groups\":[\"livez\",\"readyz\"],\"status\":\"UP\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/livez", "/readyz", "/metrics", "/actuator", "/actuator/health", "/actuator/prometheus"})
    void dataWhenManagementIsAskedThenNotFound(String path) throws Exception {
        assertThat(get(data, path).statusCode()).isEqualTo(404);
    }

    @Test
    void managementWhenPostedToThenRefused() throws Exception {
        for (String path : List.of("/livez", "/metrics", "/shutdown", "/refresh", "/restart")) {
            HttpRequest request = HttpRequest.newBuilder(uri(management, path))
                    .POST(HttpRequest.BodyPublishers.noBody())
                    .build();
            assertThat(CLIENT.send(request, HttpResponse.BodyHandlers.discarding())
                            .statusCode())
                    .isBetween(404, 405);
        }
    }

    @Test
    void handlerAdapterWhenServingDataThenObservesNothing() {
        HttpWebHandlerAdapter adapter = (HttpWebHandlerAdapter) context.getBean(HttpHandler.class);

        assertThat(adapter.getObservationRegistry().isNoop()).isTrue();
        assertThat(context.getBeansOfType(ObservationRegistry.class)).isEmpty();
        assertThat(context.getBeansOfType(GatewayMetricsFilter.class)).isEmpty();
        assertThat(context.getBeansOfType(HttpHeadersFilter.class).values())
                .noneMatch(filter -> filter.getClass().getSimpleName().startsWith("Observed"));
    }

    @Test
    void connectionWhenRequestsCameTogetherThenAnswersTheNextOne() {
        String head = RawClient.head("GET", "/livez");

        for (int i = 0; i < 50; i++) {
            try (RawClient client = RawClient.to(management)) {
                client.send(head + head);
                assertThat(client.reply().status()).isEqualTo(200);
                assertThat(client.reply().status()).isEqualTo(200);
                client.send(head);
                assertThat(client.reply().status()).isEqualTo(200);
            }
        }
    }

    @Test
    void addressWhenNotSetThenLoopback() {
        assertThat(context.getEnvironment().getProperty("management.server.address"))
                .isEqualTo("127.0.0.1");
    }

    @Test
    void accessLogWhenSwitchedOffThenThereIsNone() {
        assertThat(context.getBeansOfType(AccessLog.class)).isEqualTo(Map.of());
    }

    private static HttpResponse<String> get(int port, String path) throws IOException, InterruptedException {
        return CLIENT.send(HttpRequest.newBuilder(uri(port, path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static URI uri(int port, String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    @SpringBootConfiguration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(ObservabilityConfiguration.class)
    static class Program {

        @Bean
        HealthIndicator revision() {
            return () -> revisionLoaded ? Health.up().build() : Health.down().build();
        }
    }
}
