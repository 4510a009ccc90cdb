package io.gwanmun.gateway.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class SchemaCommandTest {

    private static final Path PAGE = Path.of("docs/yaml-reference.md");

    @TempDir
    private Path root;

    @Test
    void schemaWhenPrintedThenJsonSchemaOfTheWholeForm() {
        String schema = new Terminal(root).run("schema").out();
        assertThat(JsonMapper.shared().readTree(schema).at("/$schema").asString())
                .isEqualTo("https://json-schema.org/draft/2020-12/schema");
        assertThat(schema).contains("\"upstreams\"", "\"match\"", "\"timeout\"", "\"filters\"", "\"access\"");
    }

    @Test
    void referenceWhenPrintedThenSameAsTheDocumentation() throws IOException {
        String printed = new Terminal(root).run("schema", "--reference").out();
        assertThat(Files.readString(PAGE))
                .as("gateway-app/docs/yaml-reference.md is out of date; write it again with:"
                        + " java -jar gateway-app/target/gateway-app.jar schema --reference"
                        + " > gateway-app/docs/yaml-reference.md")
                .isEqualTo(printed);
    }
}
