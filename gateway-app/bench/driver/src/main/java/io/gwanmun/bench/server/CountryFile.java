package io.gwanmun.bench.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import io.gwanmun.bench.host.BenchException;

/** A database of the countries of addresses in which a look-up goes as deep as it can: the loopback address is an entry of its own. */
final class CountryFile {

    /** The country of all calls. */
    static final String COUNTRY = "KR";

    private static final List<String> LINES = List.of("127.0.0.0/8 US", "127.0.0.1/32 " + COUNTRY);
    private static final Duration LIMIT = Duration.ofMinutes(1);

    private CountryFile() {}

    /**
     * Lets the gateway's own command make one.
     *
     * @param starter starts it
     * @param jar the gateway
     * @param folder where it is put
     * @return the file
     */
    static Path make(JavaStarter starter, Path jar, Path folder) {
        Path text = folder.resolve("countries.txt");
        Path database = folder.resolve("countries.mmdb");
        try {
            Files.write(text, LINES);
        } catch (IOException e) {
            throw new BenchException("cannot write " + text, e);
        }
        starter.run("countries", jar, List.of("countries", text.toString(), database.toString()), folder)
                .awaitEnd(LIMIT);
        return database;
    }
}
