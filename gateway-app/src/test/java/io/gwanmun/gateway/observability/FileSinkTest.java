package io.gwanmun.gateway.observability;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class FileSinkTest {

    private static final long SECOND = 1_000_000_000L;

    @TempDir
    private Path directory;

    private long now = 42;

    @Test
    void writeWhenTheFileIsThereThenAppends() throws IOException {
        Path path = directory.resolve("access.log");
        Files.writeString(path, "before\n");
        FileSink sink = new FileSink(path, () -> now);
        write(sink, "line\n");
        sink.close();

        assertThat(path).hasContent("before\nline\n");
    }

    @Test
    void prepareWhenTheFileWasMovedThenASecondLaterALineGoesToTheNewOne() throws IOException {
        Path path = directory.resolve("access.log");
        Path moved = directory.resolve("access.log.1");
        FileSink sink = new FileSink(path, () -> now);
        write(sink, "one\n");
        Files.move(path, moved);

        now += SECOND - 1;
        write(sink, "two\n");
        assertThat(moved).hasContent("one\ntwo\n");
        assertThat(path).doesNotExist();

        now += 1;
        write(sink, "three\n");
        sink.close();
        assertThat(moved).hasContent("one\ntwo\n");
        assertThat(path).hasContent("three\n");
    }

    @Test
    void prepareWhenAnotherFileTookThePlaceThenWritesToThatOne() throws IOException {
        Path path = directory.resolve("access.log");
        FileSink sink = new FileSink(path, () -> now);
        Files.move(path, directory.resolve("access.log.1"));
        Files.writeString(path, "made by the rotation\n");

        now += SECOND;
        write(sink, "line\n");
        sink.close();
        assertThat(path).hasContent("made by the rotation\nline\n");
    }

    @Test
    void writeWhenTheFileWasTruncatedThenStartsAtItsBeginning() throws IOException {
        Path path = directory.resolve("access.log");
        FileSink sink = new FileSink(path, () -> now);
        write(sink, "one\n");
        Files.writeString(path, "");
        write(sink, "two\n");
        sink.close();

        assertThat(path).hasContent("two\n");
    }

    @Test
    void prepareWhenThePathCannotBeOpenedThenTheOldFileTakesTheLinesUntilItCan() throws IOException {
        Path logs = Files.createDirectory(directory.resolve("logs"));
        Path path = logs.resolve("access.log");
        FileSink sink = new FileSink(path, () -> now);
        Path away = directory.resolve("away");
        Files.move(logs, away);

        now += SECOND;
        write(sink, "one\n");
        assertThat(away.resolve("access.log")).hasContent("one\n");

        Files.createDirectory(logs);
        now += SECOND;
        write(sink, "two\n");
        sink.close();
        assertThat(path).hasContent("two\n");
    }

    @Test
    void newWhenTheDirectoryIsMissingThenSaysWhichFile() {
        Path path = directory.resolve("nowhere").resolve("access.log");

        assertThatThrownBy(() -> new FileSink(path, () -> now))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessage("access-log.file: " + path + " (expected: a file that can be written)");
    }

    private static void write(FileSink sink, String line) throws IOException {
        sink.prepare();
        sink.write(ByteBuffer.wrap(line.getBytes(StandardCharsets.US_ASCII)));
    }
}
