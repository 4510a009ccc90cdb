package io.gwanmun.gateway.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Runs commands against a directory of its own, in which names of files and directories are relative. */
final class Terminal {

    static final String USERS = """
            apiVersion: gateway/v1
            upstreams:
              users-us: {targets: ["http://127.0.0.1:9101/users"]}
            apis:
              users:
                path: /users
                access: none
                routes:
                  details: {match: {path: "/{id}", methods: [GET]}, to: {upstream: users-us}}
                  salary:
                    match: {path: "/{id}/salary", methods: [GET]}
                    to: {upstream: users-us, path: "/{id}/details"}
            network: {outbound: {allow: [loopback]}}
            """;

    private final Path root;

    Terminal(Path root) {
        this.root = root;
    }

    /** Writes a file, its directory included. */
    Terminal with(String name, String text) {
        try {
            Path file = root.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs a command; an argument that names a file or begins with {@code @} is looked for in the directory. */
    Outcome run(String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        String[] placed = Stream.of(args).map(this::placed).toArray(String[]::new);
        int code = Commands.run(new PrintWriter(out), new PrintWriter(err), placed);
        return new Outcome(code, shown(out), shown(err));
    }

    private String placed(String arg) {
        boolean isPath = arg.startsWith("@") || (!arg.contains("/") && Files.exists(root.resolve(arg)));
        return isPath
                ? root.resolve(arg.startsWith("@") ? arg.substring(1) : arg).toString()
                : arg;
    }

    private String shown(StringWriter text) {
        return text.toString().replace(root + "/", "").replace(System.lineSeparator(), "\n");
    }

    /** What a command printed, and how it ended. */
    record Outcome(int code, String out, String err) {}
}
