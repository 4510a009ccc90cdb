package io.gwanmun.gateway.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What dashboards and alerts ask Prometheus for. */
public final class Queries {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Path MONITORING = Path.of("../sample-services/compose");
    private static final Pattern ASIDE = Pattern.compile(
            "\\{[^}]*}|\\[[^]]*]|\"[^\"]*\"|\\b(by|without|on|ignoring|group_left|group_right)\\s*\\([^)]*\\)|\\$\\w+");
    /** A name with an underscore that no bracket follows, as one would follow a function. */
    private static final Pattern METRIC = Pattern.compile("\\b[a-z]\\w*_\\w+\\b(?!\\s*\\()");

    private Queries() {}

    /** Returns the metrics that a dashboard names. */
    public static Set<String> ofDashboard(String name) {
        Set<String> metrics = new TreeSet<>();
        JSON.readTree(MONITORING.resolve("grafana/dashboards").resolve(name))
                .findValuesAsString("expr")
                .forEach(expression -> metrics.addAll(metrics(expression)));
        return metrics;
    }

    /** Returns the metrics that the alerts of a group name. */
    public static Set<String> ofAlerts(String group) {
        Set<String> metrics = new TreeSet<>();
        Object file = new Yaml().load(read("prometheus/alerts.yml"));
        for (JsonNode each : JSON.valueToTree(file).path("groups")) {
            if (each.path("name").asString().equals(group)) {
                each.findValuesAsString("expr").forEach(expression -> metrics.addAll(metrics(expression)));
            }
        }
        return metrics;
    }

    static Set<String> metrics(String expression) {
        Set<String> metrics = new TreeSet<>();
        Matcher names = METRIC.matcher(ASIDE.matcher(expression).replaceAll(" "));
        while (names.find()) {
            metrics.add(names.group());
        }
        return metrics;
    }

    private static String read(String name) {
        try {
            return Files.readString(MONITORING.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
