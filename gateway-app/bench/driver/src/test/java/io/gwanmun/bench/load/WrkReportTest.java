package io.gwanmun.bench.load;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import io.gwanmun.bench.host.BenchException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class WrkReportTest {

    private static final String OUTPUT = """
            Running 3s test @ http://127.0.0.1:1234/r0/1k
              1 threads and 32 connections
              Thread Stats   Avg      Stdev     Max   +/- Stdev
                Latency     2.75ms    1.50ms   1.02s    88.10%
                Req/Sec    12.01k     1.10k   13.50k    60.00%
              Latency Distribution
                 50%  890.00us
                 75%    3.00ms
                 90%    4.10ms
                 99%   10.06ms
              36010 requests in 3.00s, 43.62MB read
            Requests/sec:  11999.33
            Transfer/sec:     14.54MB
            """;

    @Test
    void parseWhenAllIsWellThenReadsFigures() {
        LoadResult result = WrkReport.parse(OUTPUT);

        assertThat(result)
                .isEqualTo(new LoadResult(
                        36_010,
                        11_999.33,
                        Duration.ofNanos(890_000),
                        Duration.ofNanos(10_060_000),
                        Duration.ofNanos(1_020_000_000),
                        0));
    }

    @Test
    void parseWhenErrorsThenAddsThemUp() {
        String errors = """
                  Socket errors: connect 1, read 2, write 3, timeout 4
                  Non-2xx or 3xx responses: 100
                """;

        assertThat(WrkReport.parse(OUTPUT + errors).errors()).isEqualTo(110);
    }

    @Test
    void parseWhenSomethingElseThenShowsIt() {
        assertThatThrownBy(() -> WrkReport.parse("unable to connect"))
                .isInstanceOf(BenchException.class)
                .hasMessageContaining("unable to connect");
    }
}
