package io.gwanmun.gateway.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class FaultTableTest {

    private static final List<Fault> ALL = Stream.<Fault[]>of(
                    ClientFault.values(), GatewayFault.values(), UpstreamFault.values())
            .flatMap(Stream::of)
            .toList();

    @Test
    void idWhenComparedThenUniqueAndFitForLabels() {
        assertThat(ALL).extracting(Fault::id).doesNotHaveDuplicates().allMatch(id -> id.matches("[a-z][a-z-]+"));
    }

    @Test
    void statusWhenFaultIsTheClientsThenOfThe400sElseOfThe500s() {
        assertThat(ALL)
                .allSatisfy(fault ->
                        assertThat(fault.status() / 100).isEqualTo(fault.whose().equals("client") ? 4 : 5));
    }

    @Test
    void faultsPageWhenReadThenSaysWhatTheCatalogueSays() throws IOException {
        String page = Files.readString(Path.of("docs", "faults.md"));
        assertThat(page)
                .as("the table of docs/faults.md; put this in its place:%n%s", table())
                .contains(table());
    }

    private static String table() {
        return "| Fault | Whose | Status | Same request again? | What it says |\n|---|---|---|---|---|\n"
                + ALL.stream()
                        .sorted(Comparator.comparing(Fault::whose).thenComparing(Fault::status))
                        .map(fault -> "| `%s` | %s | %d | %s | %s |"
                                .formatted(
                                        fault.id(),
                                        fault.whose(),
                                        fault.status(),
                                        fault.isRetryable() ? "may succeed" : "will not help",
                                        fault.sentence()))
                        .collect(Collectors.joining("\n"));
    }
}
