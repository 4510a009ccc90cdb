package io.gwanmun.gateway;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** Whether Grafana can show the dashboards; the metrics they name are looked for in MonitoringIT. */
class DashboardsTest {

    private static final Path GRAFANA = Path.of("../sample-services/compose/grafana");
    private static final int COLUMNS = 24;

    private static Stream<Path> dashboards() throws IOException {
        List<Path> files;
        try (Stream<Path> listed = Files.list(GRAFANA.resolve("dashboards"))) {
            files = listed.sorted().toList();
        }
        assertThat(files).hasSize(2);
        return files.stream();
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void dashboardWhenReadThenHasWhatGrafanaAsksFor(Path file) {
        JsonNode dashboard = new JsonMapper().readTree(file);
        assertThat(dashboard.path("title").asString()).isNotEmpty();
        assertThat(dashboard.path("uid").asString()).matches("[a-z-]{1,40}");
        assertThat(dashboard.path("schemaVersion").asInt()).isPositive();
        assertThat(dashboard.path("templating").path("list").isArray()).isTrue();
        Set<Integer> ids = new HashSet<>();
        for (JsonNode panel : dashboard.path("panels")) {
            String title = panel.path("title").asString();
            assertThat(ids.add(panel.path("id").asInt())).as(title).isTrue();
            assertThat(title).isNotEmpty();
            assertThat(panel.path("type").asString()).as(title).isIn("row", "stat", "timeseries");
        }
        assertThat(ids).hasSizeGreaterThan(10);
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void panelsWhenTheyAskThenTheProvisionedSource(Path file) throws IOException {
        Object provisioned =
                new Yaml().load(Files.readString(GRAFANA.resolve("provisioning/datasources/prometheus.yaml")));
        String source = new JsonMapper()
                .valueToTree(provisioned)
                .path("datasources")
                .path(0)
                .path("uid")
                .asString();
        for (JsonNode panel : new JsonMapper().readTree(file).path("panels")) {
            if (panel.path("type").asString().equals("row")) {
                continue;
            }
            String title = panel.path("title").asString();
            assertThat(panel.path("targets").size()).as(title).isPositive();
            Set<String> references = new HashSet<>();
            for (JsonNode target : panel.path("targets")) {
                assertThat(target.path("expr").asString()).as(title).isNotEmpty();
                assertThat(target.path("datasource").path("uid").asString()).isEqualTo(source);
                assertThat(references.add(target.path("refId").asString()))
                        .as(title)
                        .isTrue();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void panelsWhenPlacedThenNoneLiesOverAnother(Path file) {
        Set<List<Integer>> taken = new HashSet<>();
        for (JsonNode panel : new JsonMapper().readTree(file).path("panels")) {
            JsonNode place = panel.path("gridPos");
            assertThat(place.path("x").asInt() + place.path("w").asInt()).isLessThanOrEqualTo(COLUMNS);
            assertThat(cells(place)).as(panel.path("title").asString()).allMatch(taken::add);
        }
    }

    private static List<List<Integer>> cells(JsonNode place) {
        List<List<Integer>> cells = new ArrayList<>();
        for (int x = 0; x < place.path("w").asInt(); x++) {
            for (int y = 0; y < place.path("h").asInt(); y++) {
                cells.add(List.of(place.path("x").asInt() + x, place.path("y").asInt() + y));
            }
        }
        return cells;
    }
}
