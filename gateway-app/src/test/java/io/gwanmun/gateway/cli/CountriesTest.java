package io.gwanmun.gateway.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.gwanmun.gateway.cli.Terminal.Outcome;
import io.gwanmun.gateway.testing.CountryFile;

import static org.assertj.core.api.Assertions.assertThat;

/** What the commands say of countries. */
class CountriesTest {

    private static final Path PAGE = Path.of("docs", "country.md");

    @TempDir
    private Path root;

    private Terminal terminal;
    private Path database;

    @BeforeEach
    void open() throws Exception {
        terminal = new Terminal(root);
        database = CountryFile.write(root.resolve("c.mmdb"), CountryFile.LINES);
        terminal.with("gateway/users.yaml", block("```yaml\n"));
    }

    private static String block(String opening) throws Exception {
        String page = Files.readString(PAGE);
        int from = page.indexOf(opening) + opening.length();
        return page.substring(from, page.indexOf("```", from));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--country GB | country: GB, as --country says; case 1: taken",
                "--country unknown | country: unknown, as --country says; case 1: no, country is unknown; case 2: taken",
                "--country KR | country: KR, as --country says; case 1: no, country is KR; case 2: no, country is KR;"
                        + " case 3: taken",
                "--claim address.country=es | country: ES by claim address.country; case 1: taken",
                "--from 192.0.2.1 --country-database DB | country: not known by claim address.country; not known by header"
                        + " CF-IPCountry; DE by address; case 1: taken",
                "-H CF-IPCountry:US --from 192.0.2.1 --country-database DB | country: not known by claim address.country;"
                        + " US by header CF-IPCountry; case 1: no, country is US; case 2: no, country is US; case 3: taken",
                "--body {\"customer\":{\"country\":\"IT\"}} | country: not known by claim address.country; not known by"
                        + " header CF-IPCountry; not known by address; IT by body /customer/country of up to 16384 bytes;"
                        + " case 1: taken",
                "--from 10.0.0.1 --country-database DB | country: not known by claim address.country; not known by header"
                        + " CF-IPCountry; not known by address; not known by body /customer/country of up to 16384 bytes;"
                        + " so it is unknown; case 1: no, country is unknown; case 2: taken"
            })
    void explainWhenCountryIsToldThenWhoKnewItAndTheCaseItTakes(String options, String expected) {
        List<String> arguments = new ArrayList<>(List.of("explain", "gateway", "GET", "/users/7"));
        arguments.addAll(
                List.of(options.strip().replace("DB", database.toString()).split(" ")));
        Outcome outcome = terminal.run(arguments.toArray(String[]::new));
        String said = outcome.out()
                .lines()
                .map(String::strip)
                .dropWhile(line -> !line.startsWith("country"))
                .takeWhile(line -> !line.startsWith("calls") && !line.startsWith("answers"))
                .map(line -> line.replaceFirst("^(case [0-9]|country) +", "$1: "))
                .map(line -> line.replaceFirst("\\{.*}: |otherwise: ", ""))
                .collect(Collectors.joining("; "));

        assertThat(said).as(outcome.toString()).isEqualTo(expected);
    }

    @Test
    void explainWhenCountryIsNoneThenUnusable() {
        assertThat(terminal.run("explain", "gateway", "GET", "/users/7", "--country", "de")
                        .err())
                .isEqualTo("--country: \"de\" is no country (expected: such as DE, or unknown).\n");
        assertThat(terminal.run(
                                "explain",
                                "gateway",
                                "GET",
                                "/users/7",
                                "--from",
                                "192.0.2.1",
                                "--country-database",
                                root.resolve("none").toString())
                        .err())
                .isEqualTo("--country-database: none: no such file.\n");
    }

    @Test
    void countriesWhenLinesAreThoseOfThePageThenADatabaseThatExplainTakes() throws Exception {
        Path text = Files.writeString(root.resolve("offices.txt"), block("```text\n"));
        Path made = root.resolve("offices.mmdb");

        Outcome outcome = terminal.run("countries", text.toString(), made.toString());

        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.code()).isZero();
        assertThat(outcome.out()).isEqualTo("offices.mmdb is made: " + Files.size(made) + " bytes.\n");
        assertThat(terminal.run(
                                "explain",
                                "gateway",
                                "GET",
                                "/users/7",
                                "--from",
                                "10.1.7.9",
                                "--country-database",
                                made.toString())
                        .out())
                .contains("FR by address");
    }

    @Test
    void countriesWhenLinesAreWrongThenEachWithItsPlaceAndNothingIsMade() throws Exception {
        Path text = Files.writeString(root.resolve("wrong.txt"), "10.0.0.0/8 DE\n10.0.0.0/8 FR\n10.1.0.0/16\n");
        Path made = root.resolve("wrong.mmdb");

        Outcome outcome = terminal.run("countries", text.toString(), made.toString());

        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.err())
                .isEqualTo("wrong.txt, line 2: range: 10.0.0.0/8 a second time (expected: each once)\n"
                        + "wrong.txt, line 3: 1 words (expected: a range and a country, such as 192.0.2.0/24 DE)\n");
        assertThat(made).doesNotExist();
    }
}
