package io.gwanmun.bench.host;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class MachineTest {

    @Test
    void parseWhenTwoCoresThenCountsThem() {
        List<String> cpuInfo =
                List.of("processor\t: 0", "model name\t: Good CPU", "", "processor\t: 1", "model name\t: Good CPU");

        assertThat(Machine.parse(cpuInfo, "Linux 6")).hasToString("Good CPU, 2 cores, Linux 6");
    }
}
