package io.gwanmun.bench.server;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import io.gwanmun.bench.host.BenchException;
import io.gwanmun.bench.host.Child;
import io.gwanmun.bench.host.Jdk;
import io.gwanmun.bench.host.Pinned;
import io.gwanmun.bench.host.Stopwatch;

/**
 * Starts Java programs all in the same way, so that only the programs differ.
 *
 * @param pinned the core they get
 * @param jdk the Java that runs them
 */
public record JavaStarter(Pinned pinned, Jdk jdk) {

    /** What every measured JVM is given. */
    public static final List<String> FLAGS = List.of("-Xmx512m", "-XX:+UseSerialGC");

    /**
     * Makes a folder for a program to be started in.
     *
     * @param name what messages call the program
     * @return the empty folder
     */
    Path folder(String name) {
        return pinned.workshop().folder(name.replace(' ', '-'));
    }

    Server start(String name, Path jar, List<String> arguments, Path folder, int port) {
        Stopwatch sinceStart = Stopwatch.started();
        return new Server(pinned.workshop(), run(name, jar, arguments, folder), folder, port, sinceStart);
    }

    /** Runs a program that serves nothing. */
    Child run(String name, Path jar, List<String> arguments, Path folder) {
        if (!Files.isReadable(jar)) {
            throw new BenchException(
                    "%s: no jar at %s (build it first, see gateway-app/bench/README.md)".formatted(name, jar));
        }
        List<String> command = new ArrayList<>(List.of(jdk.java().toString()));
        command.addAll(FLAGS);
        command.addAll(List.of("-jar", jar.toAbsolutePath().toString()));
        command.addAll(arguments);
        return pinned.start(name, command, folder);
    }
}
