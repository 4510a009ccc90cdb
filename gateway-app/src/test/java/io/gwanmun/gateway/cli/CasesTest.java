package io.gwanmun.gateway.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What the commands say of routes whose calls go different ways. */
class CasesTest {

    private static final String CASES = """
            apiVersion: gateway/v1
            upstreams:
              users-us: {targets: ["http://127.0.0.1:9101"]}
              users-eu: {targets: ["http://127.0.0.1:9102/users"]}
            apis:
              users:
                path: /users
                access: clientCertificate
                routes:
                  one:
                    match: {path: "/{id}"}
                    to:
                      - {when: {role: [admin, support]}, upstream: users-eu}
                      - {when: {claim: {tier: gold, org.size: big}, client: app}, answer: {status: 403}}
                      - {upstream: users-us}
            network: {outbound: {allow: [loopback]}}
            """;

    @TempDir
    private Path root;

    private Terminal terminal;

    @BeforeEach
    void open() {
        terminal = new Terminal(root).with("users/users.yaml", Terminal.USERS).with("cases/cases.yaml", CASES);
    }

    @Test
    void routeWhenItHasCasesThenEachWithWhereItGoes() {
        assertThat(terminal.run("explain", "cases", "--route", "users/one").out())
                .endsWith("""
                  choose upstream  cases.yaml:13  the first of 3 cases that holds
                  resilience       default        response within 29000 ms, pauses up to 60000 ms

                  when       {role: [admin, support]}
                  calls      http://127.0.0.1:9102/users/{id}
                  when       {claim: {tier: gold, org.size: big}, client: app}
                  answers    403, without a service
                  otherwise
                  calls      http://127.0.0.1:9101/{id}
                """);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--role support           | case 1: taken; calls: http://127.0.0.1:9102/users/7",
                "--role user --client app | case 1: no, role is user; case 2: no, claim tier is none; case 3: taken;"
                        + " calls: http://127.0.0.1:9101/7",
                "--claim tier=gold --claim org.size=small --claim org.size=big --client cli"
                        + " | case 1: no, role is none; case 2: no, client is cli; case 3: taken;"
                        + " calls: http://127.0.0.1:9101/7",
                "--claim tier=gold --claim org.size=big --client app"
                        + " | case 1: no, role is none; case 2: taken; answers: 403, without a service"
            })
    void requestWhenCallerIsSaidThenTheCaseItTakesAndWhy(String options, String expected) {
        List<String> arguments = new ArrayList<>(List.of("explain", "cases", "GET", "/users/7"));
        arguments.addAll(List.of(options.strip().split(" ")));
        String said = terminal.run(arguments.toArray(String[]::new))
                .out()
                .lines()
                .map(String::strip)
                .filter(line -> line.startsWith("case ") || line.startsWith("calls") || line.startsWith("answers"))
                .map(line -> line.replaceFirst("(case [0-9]|calls|answers) +", "$1: "))
                .map(line -> line.replaceFirst("\\{.*}: |otherwise: ", ""))
                .collect(Collectors.joining("; "));
        assertThat(said).isEqualTo(expected);
    }

    @Test
    void routesWhenThereAreCasesThenEachDestinationOnceAndInJsonAll() {
        assertThat(terminal.run("routes", "cases").out()).contains("  users-eu, answer 403, users-us  ");
        assertThat(terminal.run("routes", "cases", "--json").out())
                .contains("\"when\" : \"{role: [admin, support]}\"")
                .contains("\"answers\" : 403");
    }

    @Test
    void requestWhenClaimHasNoValueThenUnusable() {
        assertThat(terminal.run("explain", "users", "GET", "/users/7", "--claim", "tier")
                        .err())
                .isEqualTo("--claim: \"tier\" is no claim (expected: NAME=VALUE).\n");
    }
}
