package io.gwanmun.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.gwanmun.bench.host.BenchException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class MarkedPageTest {

    @Test
    void refreshWhenPageIsMissingThenMakesItAndItsFolder(@TempDir Path folder) throws IOException {
        Path page = folder.resolve("docs/performance.md");

        MarkedPage.refresh(page, "plain", "Plain", "| 1 |\n");

        assertThat(Files.readString(page)).isEqualTo("""
                # Performance

                ## Plain

                <!-- bench:plain -->

                | 1 |

                <!-- /bench:plain -->
                """);
    }

    @Test
    void refreshedWhenPartIsThereThenKeepsEverythingElse() {
        String page =
                "a\n<!-- bench:plain -->\nold\n<!-- /bench:plain -->\nb\n<!-- bench:rate -->\nr\n<!-- /bench:rate -->\n";

        assertThat(MarkedPage.refreshed(page, "plain", "Plain", "new\n"))
                .isEqualTo(
                        "a\n<!-- bench:plain -->\n\nnew\n\n<!-- /bench:plain -->\nb\n<!-- bench:rate -->\nr\n<!-- /bench:rate -->\n");
    }

    @Test
    void refreshedWhenPartIsMissingThenAppendsIt() {
        assertThat(MarkedPage.refreshed("a", "plain", "Plain", "new\n"))
                .isEqualTo("a\n\n## Plain\n\n<!-- bench:plain -->\n\nnew\n\n<!-- /bench:plain -->\n");
    }

    @Test
    void refreshedWhenEndIsMissingThenRefuses() {
        assertThatThrownBy(() -> MarkedPage.refreshed("<!-- bench:plain -->\nold\n", "plain", "Plain", "new\n"))
                .isInstanceOf(BenchException.class)
                .hasMessageContaining("<!-- /bench:plain -->");
    }
}
