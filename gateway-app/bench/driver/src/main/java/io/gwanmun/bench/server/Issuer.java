package io.gwanmun.bench.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import io.gwanmun.bench.host.BenchException;

/** Somebody who gives tokens to callers, and what a gateway is told so that it believes them. */
public sealed interface Issuer extends AutoCloseable permits JwtIssuer, ReferenceIssuer {

    /**
     * Gives tokens to different callers, each good for half a day.
     *
     * @param count how many
     * @return the tokens
     */
    List<String> tokens(int count);

    /** What kind of token it gives, in the word of {@code access}. */
    String kind();

    /** Where the gateway finds out about tokens, as it is written of an issuer. */
    String source();

    /** What the gateway gets to know on its command line. */
    List<String> arguments();

    /** What routes ask of callers: a token of this issuer, with a role. */
    default String access() {
        return "{%s: {issuers: [bench]}, roles: [bench]}".formatted(kind());
    }

    /**
     * Writes down for a gateway that it believes this issuer.
     *
     * @param directory the directory of its YAML files
     */
    default void write(Path directory) {
        String text = """
                apiVersion: gateway/v1
                issuers:
                  bench: {issuer: bench, audiences: [gateway], %s}
                """.formatted(source());
        try {
            Files.createDirectories(directory);
            Files.writeString(directory.resolve("issuers.yaml"), text);
        } catch (IOException e) {
            throw new BenchException("cannot write to " + directory, e);
        }
    }

    @Override
    void close();
}
