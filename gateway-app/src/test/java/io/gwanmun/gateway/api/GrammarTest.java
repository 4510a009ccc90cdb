package io.gwanmun.gateway.api;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.springframework.boot.json.JsonParserFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class GrammarTest {

    @Test
    void jsonSchemaWhenWrittenThenItIsJsonAndStrict() {
        String schema = SampleGrammar.GRAMMAR.jsonSchema();

        assertThat(JsonParserFactory.getJsonParser().parseMap(schema)).containsKeys("$schema", "$ref", "$defs");
        assertThat(schema)
                .contains("\"$ref\": \"#/$defs/file\"")
                .contains("\"enum\": [\"gateway/v1\"]")
                .contains("\"additionalProperties\": false")
                .contains("\"required\": [\"match\", \"to\"]")
                .contains("\"pattern\": \"^(?:[0-9]{1,12}(ms|s|m|h|d))$\"")
                .contains("\"description\": \"To open a connection. Default: 2s\"");
    }

    @Test
    void jsonSchemaWhenMappingStandsTwiceThenItIsDescribedOnce() {
        assertThat(SampleGrammar.GRAMMAR.jsonSchema()).containsOnlyOnce("Time limits of the call behind.");
    }

    @Test
    void referencePageWhenWrittenThenEveryKeyHasTypeDefaultMeaningAndExample() {
        assertThat(SampleGrammar.GRAMMAR.referencePage())
                .contains("## `apis.<name>.routes.<name>`\n\nA route of an API.\n")
                .contains("| `connect` | duration | `2s` | To open a connection. | `connect: 2s` |\n")
                .contains(
                        "| `match` | match | required | Which requests the route serves. | `match: {path: \"/{id}\"}` |\n")
                .contains("| `retries` | number, 0 to 5 | `0` | How often to try again. | `retries: 5` |\n")
                .contains("| `priority` | `low`, `high` | `low` | Who goes first. | `priority: low` |\n")
                .contains("| `timeout` | timeout | – | How long a call may take. See `apis.<name>.timeout`. |");
    }

    @Test
    void grammarWhenTwoRoomsClaimAKeyThenRefuses() {
        assertThatThrownBy(
                        () -> new Grammar(List.of(), List.of(SampleGrammar.TIMEOUT, SampleGrammar.TIMEOUT), List.of()))
                .hasMessage("key: timeout (expected: contributed once)");
    }
}
