package io.gwanmun.bench.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.gwanmun.bench.host.BenchException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class H2loadReportTest {

    private static final String OUTPUT = """
            finished in 3.00s, 1002.67 req/s, 1.21MB/s
            requests: 4 total, 5 started, 4 done, 3 succeeded, 1 failed, 0 errored, 0 timeout
            status codes: 3 2xx, 0 3xx, 0 4xx, 1 5xx
            """;

    @Test
    void parseWhenAnswersFailedThenCountsThemAmongAll(@TempDir Path folder) throws IOException {
        Path log = folder.resolve("requests.tsv");
        Files.writeString(log, "1\t200\t400\n2\t200\t100\n3\t503\t300\n4\t200\t200\n");

        assertThat(H2loadReport.parse(OUTPUT, log))
                .isEqualTo(new LoadResult(4, 1002.67, micros(200), micros(400), micros(400), 1));
    }

    @Test
    void parseWhenSomethingElseThenShowsIt(@TempDir Path folder) {
        assertThatThrownBy(() -> H2loadReport.parse("no such host", folder.resolve("none")))
                .isInstanceOf(BenchException.class)
                .hasMessageContaining("no such host");
    }

    @Test
    void quantileWhenHundredValuesThenNearestRank() {
        long[] sorted = new long[100];
        for (int i = 0; i < sorted.length; i++) {
            sorted[i] = i + 1L;
        }

        assertThat(H2loadReport.quantile(sorted, 0.5)).isEqualTo(micros(50));
        assertThat(H2loadReport.quantile(sorted, 0.99)).isEqualTo(micros(99));
        assertThat(H2loadReport.quantile(sorted, 1)).isEqualTo(micros(100));
    }

    private static Duration micros(long micros) {
        return Duration.ofNanos(micros * 1000);
    }
}
