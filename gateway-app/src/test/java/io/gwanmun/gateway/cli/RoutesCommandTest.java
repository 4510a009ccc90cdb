package io.gwanmun.gateway.cli;

import java.nio.file.Path;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import io.gwanmun.gateway.cli.Terminal.Outcome;

import static org.assertj.core.api.Assertions.assertThat;

class RoutesCommandTest {

    private static final String ORDERS = """
            apiVersion: gateway/v1
            apis:
              orders:
                path: /orders
                hosts: [api.example.com]
                routes:
                  beta:
                    match: {path: "/{id}", headers: {X-Beta: "1"}, query: {v: {any: [b, a]}}, priority: 5}
                    to: {upstream: users-us}
                  all: {to: {upstream: users-us}}
            """;

    @TempDir
    private Path root;

    private Terminal terminal;

    @BeforeEach
    void open() {
        terminal = new Terminal(root).with("gateway/users.yaml", Terminal.USERS);
    }

    @Test
    void routesWhenListedThenInTheOrderOfTheFilesWithoutEmptyColumns() {
        assertThat(terminal.run("routes", "gateway")).isEqualTo(new Outcome(0, """
                ROUTE          METHODS  PATH                UPSTREAM                ACCESS
                users/details  GET      /users/{id}         users-us                everybody
                users/salary   GET      /users/{id}/salary  users-us /{id}/details  everybody
                """, ""));
    }

    @Test
    void routesWhenTooWideThenConditionsBelow() {
        terminal.with("gateway/orders.yaml", ORDERS);
        assertThat(terminal.run("routes", "gateway").out())
                .isEqualTo("""
                ROUTE          METHODS  HOSTS            PATH                UPSTREAM                ACCESS
                orders/beta    any      api.example.com  /orders/{id}        users-us                nobody
                  when  header x-beta=1, query v=a|b, priority 5
                orders/all     any      api.example.com  /orders/{rest...}   users-us                nobody
                users/details  GET                       /users/{id}         users-us                everybody
                users/salary   GET                       /users/{id}/salary  users-us /{id}/details  everybody
                """)
                .satisfies(text -> assertThat(text.lines()).allMatch(line -> line.length() <= TextTable.WIDTH));
    }

    @Test
    void routesWhenApiGivenThenOnlyItsRoutes() {
        terminal.with("gateway/orders.yaml", ORDERS);
        assertThat(terminal.run("routes", "gateway", "--api", "users").out().lines())
                .hasSize(3)
                .noneMatch(line -> line.startsWith("orders/"));
    }

    @Test
    void routesWhenApiUnknownThenKnownOnesAreNamed() {
        assertThat(terminal.run("routes", "gateway", "--api", "usrs"))
                .isEqualTo(new Outcome(2, "", "--api: there is no API \"usrs\" (expected: one of users).\n"));
    }

    @Test
    void routesWhenJsonAskedThenEverythingForMachines() {
        terminal.with("gateway/orders.yaml", ORDERS);
        JsonNode tree = JsonMapper.shared()
                .readTree(terminal.run("routes", "gateway", "--json").out());
        assertThat(tree.at("/revision").asString()).matches("[0-9a-f]{12}");
        assertThat(tree.at("/routes")).hasSize(4);
        assertThat(tree.at("/routes/0").toString())
                .isEqualTo("{\"api\":\"orders\",\"route\":\"beta\",\"methods\":[],\"hosts\":[\"api.example.com\"],"
                        + "\"path\":\"/orders/{id}\",\"conditions\":[\"header x-beta=1\",\"query v=a|b\"],"
                        + "\"priority\":5,\"upstream\":\"users-us\","
                        + "\"calls\":[\"http://127.0.0.1:9101/users/{id}\"],"
                        + "\"access\":\"nobody (nothing said; access: none opens the route)\","
                        + "\"file\":\"gateway/orders.yaml\",\"line\":8}");
    }

    @Test
    void routesWhenConditionIsSecretThenMasked() {
        terminal.with("secrets/key", "s3cr3t")
                .with("gateway/orders.yaml", ORDERS.replace("\"1\"", "\"${file:" + root + "/secrets/key}\""));
        Outcome outcome = terminal.run("routes", "gateway", "--secrets-directory", "secrets");
        assertThat(outcome.out()).contains("header x-beta=***").doesNotContain("s3cr3t");
    }

    @Test
    void routesWhenMistakesThenUnusable() {
        terminal.with("gateway/orders.yaml", ORDERS.replace("hosts", "host"));
        Outcome outcome = terminal.run("routes", "gateway");
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).contains("unknown key \"host\"").endsWith("\ngateway has 1 mistake.\n");
    }

    @Test
    void routesWhenTheGatewayAnswersItselfThenWhatItAnswers() {
        terminal.with("own/own.yaml", OwnAnswers.YAML);
        assertThat(terminal.run("routes", "own")).isEqualTo(new Outcome(0, """
                ROUTE       METHODS  PATH         UPSTREAM                                  ACCESS
                own/health  any      /own/health  answer 503                                everybody
                own/moved   any      /own/{id}    redirect 308 https://new.example/v2/{id}  everybody
                """, ""));
        JsonNode tree = JsonMapper.shared()
                .readTree(terminal.run("routes", "own", "--json").out());
        assertThat(tree.at("/routes/0/answers").asInt()).isEqualTo(503);
        assertThat(tree.at("/routes/1/answers").asInt()).isEqualTo(308);
        assertThat(tree.at("/routes/1/location").asString()).isEqualTo("https://new.example/v2/{id}");
        assertThat(tree.at("/routes/1/calls")).isEmpty();
    }
}
