package io.gwanmun.gateway;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class SettingsPageTest {

    @Test
    void settingsPageWhenReadThenSaysWhatTheCodeSays() throws IOException {
        String page = Files.readString(Path.of("docs", "settings.md"));
        assertThat(page)
                .as("the table of docs/settings.md; put this in its place:%n%s", table())
                .contains(table());
    }

    private static String table() throws IOException {
        try (InputStream metadata =
                GatewayApplication.class.getResourceAsStream("/META-INF/spring-configuration-metadata.json")) {
            JsonNode properties = new JsonMapper().readTree(metadata).get("properties");
            return "| Property | Default | What it is |\n|---|---|---|\n"
                    + StreamSupport.stream(properties.spliterator(), false)
                            .filter(property -> property.get("name").asString().startsWith("gateway."))
                            .map(SettingsPageTest::row)
                            .sorted()
                            .collect(Collectors.joining("\n"));
        }
    }

    private static String row(JsonNode property) {
        JsonNode byDefault = property.get("defaultValue");
        String shown = byDefault == null ? "" : text(byDefault);
        return "| `%s` | %s | %s |"
                .formatted(
                        property.get("name").asString(),
                        shown.isEmpty() ? "–" : '`' + shown + '`',
                        property.get("description").asString().replaceAll("\\{@code ([^}]*}?)}", "`$1`"));
    }

    private static String text(JsonNode value) {
        return value.isArray()
                ? StreamSupport.stream(value.spliterator(), false)
                        .map(JsonNode::asString)
                        .collect(Collectors.joining(", "))
                : value.asString().replaceAll("^\\[|]$", "");
    }
}
