package io.gwanmun.gateway.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;

import io.gwanmun.gateway.country.DatabaseWriter;

/** Databases of countries for tests: none that anybody made is shipped. */
public final class CountryFile {

    /** When the databases say that they were put together. */
    public static final Instant BUILT = Instant.parse("2026-11-01T00:00:00Z");

    /** Countries of the ranges that are reserved for documentation, and of one private range. */
    public static final List<String> LINES = List.of(
            "192.0.2.0/24 DE", "192.0.2.128/25 FR", "198.51.100.0/24 US", "203.0.113.0/24 KR", "2001:db8::/32 JP");

    private CountryFile() {}

    /** Writes a database, in place of one that is there in one step. */
    public static Path write(Path file, List<String> lines) {
        return write(file, DatabaseWriter.write(lines, BUILT));
    }

    /** Writes bytes, in place of a file that is there in one step. */
    public static Path write(Path file, byte[] bytes) {
        try {
            Path beside = file.resolveSibling(file.getFileName() + ".new");
            Files.write(beside, bytes);
            return Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
