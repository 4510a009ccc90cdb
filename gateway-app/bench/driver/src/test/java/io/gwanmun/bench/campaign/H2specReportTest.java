package io.gwanmun.bench.campaign;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.gwanmun.bench.host.BenchException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class H2specReportTest {

    private static final String REPORT = """
            <?xml version="1.0" encoding="UTF-8"?>
            <testsuites>
              <testsuite name="5.1. Stream States" package="http2/5.1" id="5.1" tests="2" failures="0" errors="1">
                <testcase package="http2/5.1" classname="idle: Sends a DATA frame" time="0.0009"></testcase>
                <testcase package="http2/5.1" classname="closed: Sends a HEADERS frame" time="2.0032">
                  <error>GOAWAY Frame (Error Code: STREAM_CLOSED)
            Connection closed
            Timeout</error>
                </testcase>
              </testsuite>
              <testsuite name="5.5. Extending HTTP/2" package="http2/5.5" id="5.5" tests="1" failures="0" errors="0">
                <testcase package="http2/5.5" classname="Sends an unknown extension frame" time="0.0009"></testcase>
              </testsuite>
            </testsuites>
            """;

    @Test
    void readWhenTestsFailThenCountsThemByChapterAndSaysWhatCame(@TempDir Path folder) throws IOException {
        H2specReport report = H2specReport.read(Files.writeString(folder.resolve("report.xml"), REPORT));

        assertThat(report.sections()).hasToString("{RFC 7540, chapter 5=2 of 3}");
        assertThat(report.failures()).containsExactly("""
                        5.1. Stream States: closed: Sends a HEADERS frame
                            expected: GOAWAY Frame (Error Code: STREAM_CLOSED), or Connection closed
                            came: Timeout""");
    }

    @Test
    void tableWhenBothWaysThenShowsThemSideBySide(@TempDir Path folder) throws IOException {
        H2specReport report = H2specReport.read(Files.writeString(folder.resolve("report.xml"), REPORT));

        assertThat(H2specReport.table(report, report))
                .endsWith("| RFC 7540, chapter 5 | 2 of 3 | 2 of 3 |\n| **all** | **2 of 3** | **2 of 3** |\n");
    }

    @Test
    void readWhenNoReportThenSaysSo(@TempDir Path folder) {
        assertThatThrownBy(() -> H2specReport.read(folder.resolve("none.xml")))
                .isInstanceOf(BenchException.class)
                .hasMessageContaining("cannot read the report of h2spec");
    }
}
