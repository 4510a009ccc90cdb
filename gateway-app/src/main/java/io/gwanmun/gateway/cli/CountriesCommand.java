package io.gwanmun.gateway.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

import io.gwanmun.gateway.country.DatabaseWriter;

/** Makes a database of the countries of addresses. */
@Command(
        name = "countries",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Makes a database for gateway.country.database from lines with a range and a country: 10.1.0.0/16 DE.",
            "Of ranges that overlap the smaller one holds. The file is replaced in one step.",
            "Exit code: 0 made, 1 lines with mistakes, 2 a file cannot be read or written."
        })
final class CountriesCommand implements Callable<Integer> {

    private final PrintWriter out;
    private final PrintWriter err;

    @Parameters(index = "0", paramLabel = "TEXT", description = "The file with the lines.")
    private Path text = Path.of("");

    @Parameters(index = "1", paramLabel = "DATABASE", description = "The file to be made, such as countries.mmdb.")
    private Path database = Path.of("");

    CountriesCommand(PrintWriter out, PrintWriter err) {
        this.out = out;
        this.err = err;
    }

    @Override
    public Integer call() {
        List<String> lines = lines();
        byte[] bytes;
        try {
            bytes = DatabaseWriter.write(lines, InstantSource.system().instant());
        } catch (IllegalArgumentException wrong) {
            String.valueOf(wrong.getMessage()).lines().forEach(line -> err.println(text + ", " + line));
            return Exit.NO;
        }
        write(bytes);
        out.println(database + " is made: " + bytes.length + " bytes.");
        return Exit.YES;
    }

    private List<String> lines() {
        try {
            return Files.readAllLines(text, StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UnusableException(text + " cannot be read.");
        }
    }

    private void write(byte[] bytes) {
        Path beside = database.resolveSibling(database.getFileName() + ".new");
        try {
            Files.write(beside, bytes);
            Files.move(beside, database, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException unwritable) {
            throw new UnusableException(database + " cannot be written.");
        }
    }
}
