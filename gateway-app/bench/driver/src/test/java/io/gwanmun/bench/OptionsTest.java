package io.gwanmun.bench;

import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.Test;

import io.gwanmun.bench.host.BenchException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class OptionsTest {

    @Test
    void parseWhenNothingIsSaidThenEverythingWithThreeProcesses() {
        Options options = parse();

        assertThat(options.subsets()).containsExactly(Subset.values());
        assertThat(options.plan().processes()).isEqualTo(3);
        assertThat(options.plan().round()).isEqualTo(Duration.ofSeconds(8));
        assertThat(options.plan().warmUp()).isEqualTo(Duration.ofSeconds(20));
        assertThat(options.size()).isEqualTo(new Options.Size(32, 1000, 10_000));
        assertThat(options.files().gatewayJar()).isEqualTo(Path.of("home/target/gateway-app.jar"));
    }

    @Test
    void parseWhenSubsetsAndValuesThenTakesBothForms() {
        Options options =
                parse("rate", "--seconds", "3", "plain", "--warmup=0", "--gateway-arg=--a=b", "--gateway-arg", "c");

        assertThat(options.subsets()).containsExactly(Subset.RATE, Subset.PLAIN);
        assertThat(options.plan().round()).isEqualTo(Duration.ofSeconds(3));
        assertThat(options.plan().warmUp()).isZero();
        assertThat(options.modes().gatewayArguments()).containsExactly("--a=b", "c");
    }

    @Test
    void parseWhenControlThenLeavesOutWhatTheBareEngineCannotDo() {
        assertThat(parse("--control").subsets()).doesNotContain(Subset.RELOAD).contains(Subset.PLAIN);
        assertThatThrownBy(() -> parse("reload", "--control"))
                .isInstanceOf(BenchException.class)
                .hasMessageContaining("the bare engine has no reload");
    }

    @Test
    void parseWhenUnknownThenNamesIt() {
        assertThatThrownBy(() -> parse("plane"))
                .isInstanceOf(BenchException.class)
                .hasMessageContaining("plane (expected");
        assertThatThrownBy(() -> parse("--second=3"))
                .isInstanceOf(BenchException.class)
                .hasMessageContaining("--second=3");
    }

    @Test
    void parseWhenNumberIsBadThenNamesItAndItsRange() {
        assertThatThrownBy(() -> parse("--processes", "0"))
                .isInstanceOf(BenchException.class)
                .hasMessage("--processes: 0 (expected: a whole number from 1)");
        assertThatThrownBy(() -> parse("--rate=fast"))
                .isInstanceOf(BenchException.class)
                .hasMessage("--rate: fast (expected: a whole number from 1)");
    }

    @Test
    void commandWhenShownThenRepeatsTheRunWithoutPlaces() {
        String command = parse("plain", "--control", "--java", "/somewhere", "--seconds=3")
                .command(Subset.PLAIN);

        assertThat(command)
                .startsWith("java -jar gateway-app/bench/target/bench.jar plain --control --processes 3")
                .contains("--seconds 3")
                .doesNotContain("/somewhere");
    }

    private static Options parse(String... arguments) {
        return Options.parse(arguments, Path.of("home"));
    }
}
