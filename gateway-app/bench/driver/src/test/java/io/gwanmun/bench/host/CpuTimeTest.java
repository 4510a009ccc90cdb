package io.gwanmun.bench.host;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CpuTimeTest {

    @Test
    void parseWhenNameHoldsSpacesAndParenthesesThenCountsFieldsAfterIt() {
        String stat = "4711 (a (b) c) S 1 2 3 4 5 6 7 8 9 10 150 25 0 0 20 0 3 0 99 0";

        assertThat(CpuTime.parse(stat)).isEqualTo(Duration.ofMillis(1750));
    }

    @Test
    void ofWhenThisProcessThenReadsIt() {
        assertThat(CpuTime.of(ProcessHandle.current().pid())).isPositive();
    }
}
