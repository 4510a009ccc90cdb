package io.gwanmun.bench.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class JdkTest {

    @Test
    void atWhenHomeThenReadsItsReleaseFile(@TempDir Path home) throws IOException {
        Path java = program(home);
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"Someone\"\nJAVA_VERSION=\"25.0.3\"\n");

        assertThat(Jdk.at(home)).isEqualTo(new Jdk(java, Runtime.Version.parse("25.0.3"), "Someone"));
        assertThat(Jdk.at(java).version().feature()).isEqualTo(25);
    }

    @Test
    void atWhenNotAJavaHomeThenSaysWhatWasExpected(@TempDir Path home) {
        assertThatThrownBy(() -> Jdk.at(home))
                .isInstanceOf(BenchException.class)
                .hasMessageContaining("expected: a Java home");
    }

    @Test
    void newestWhenAskedThenIsNotOlderThanThisOne() {
        assertThat(Jdk.newest().version().feature())
                .isGreaterThanOrEqualTo(Runtime.version().feature());
    }

    private static Path program(Path home) throws IOException {
        Path java = Files.createDirectory(home.resolve("bin")).resolve("java");
        Files.writeString(java, "");
        assertThat(java.toFile().setExecutable(true)).isTrue();
        return java.toRealPath();
    }
}
