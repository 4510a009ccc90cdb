package io.gwanmun.auth;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import io.gwanmun.auth.testing.App;
import io.gwanmun.auth.testing.Browser;
import io.gwanmun.auth.testing.Reply;
import io.gwanmun.auth.testing.RunningAuthServer;

import static org.assertj.core.api.Assertions.assertThat;

/** What the program says of itself, and the dashboard and alerts of sample-services/compose that ask for it. */
class MonitoringIT {

    private static final Path MONITORING = Path.of("../sample-services/compose");
    private static final JsonMapper JSON = new JsonMapper();
    private static final Pattern ASIDE =
            Pattern.compile("\\{[^}]*}|\\[[^]]*]|\"[^\"]*\"|\\b(by|without)\\s*\\([^)]*\\)|\\$\\w+");
    /** A name with an underscore that no bracket follows, as one would follow a function. */
    private static final Pattern METRIC = Pattern.compile("\\b[a-z]\\w*_\\w+\\b(?!\\s*\\()");

    private static RunningAuthServer server;

    @BeforeAll
    static void start() {
        server = RunningAuthServer.start();
        server.person("alice");
        App app = App.web(server, "web", ", \"token\": \"reference\"");
        Reply first = app.tokens("alice", "openid orders:read");
        assertThat(app.token(app.refresh(first.text("refresh_token"))).status()).isEqualTo(200);
        assertThat(app.token(app.refresh(first.text("refresh_token"))).status()).isEqualTo(400);
        new Browser(server).logIn("alice", "not her password");
        // A pause shows when there was one.
        System.gc();
        Awaitility.await().untilAsserted(() -> assertThat(metrics()).contains("jvm_gc_pause_seconds_sum"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void eventsWhenTheyHappenThenAreCounted() throws Exception {
        assertThat(metrics())
                .contains("auth_events_total{event=\"login.succeeded\"} 1.0")
                .contains("auth_events_total{event=\"login.failed\"} 1.0")
                .contains("auth_events_total{event=\"token.reused\"} 1.0")
                .contains("auth_tokens_issued_total{kind=\"reference\"} 2.0");
    }

    @Test
    void stateWhenRedisGoesThenTheMeterSaysSo() throws Exception {
        try (RunningAuthServer other = RunningAuthServer.start()) {
            assertThat(metrics(other)).contains("auth_state_connected 1.0");
            other.redis().stop();
            Awaitility.await().untilAsserted(() -> assertThat(metrics(other)).contains("auth_state_connected 0.0"));
        }
    }

    @Test
    void dashboardAndAlertsWhenTheyAskThenTheMetricIsThere() throws Exception {
        Set<String> exposed = metrics()
                .lines()
                .filter(line -> !line.startsWith("#") && !line.isEmpty())
                .map(line -> line.split("[{ ]", 2)[0])
                .collect(Collectors.toSet());
        JsonNode dashboard = JSON.readTree(MONITORING.resolve("grafana/dashboards/auth-server.json"));
        assertThat(asked(dashboard)).hasSizeGreaterThan(15).isSubsetOf(exposed);
        Object alerts = new Yaml().load(Files.readString(MONITORING.resolve("prometheus/alerts.yml")));
        for (JsonNode group : JSON.valueToTree(alerts).path("groups")) {
            if (!group.path("name").asString().equals("gateway")) {
                assertThat(asked(group)).isNotEmpty().isSubsetOf(exposed);
            }
        }
    }

    private static Set<String> asked(JsonNode document) {
        Set<String> metrics = new TreeSet<>();
        for (String expression : document.findValuesAsString("expr")) {
            Matcher names = METRIC.matcher(ASIDE.matcher(expression).replaceAll(" "));
            while (names.find()) {
                metrics.add(names.group());
            }
        }
        return metrics;
    }

    private static String metrics() throws IOException, InterruptedException {
        return metrics(server);
    }

    private static String metrics(RunningAuthServer asked) throws IOException, InterruptedException {
        URI page = URI.create("http://127.0.0.1:" + asked.managementPort() + "/metrics");
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(page).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
