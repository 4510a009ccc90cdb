package io.gwanmun.bench.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.gwanmun.bench.host.BenchException;
import io.gwanmun.bench.host.Ports;

/**
 * The engine without anything of ours: one path predicate per route, no filters, defaults.
 *
 * @param starter starts it
 * @param jar the program
 * @param label its name; a control run has two of them
 */
public record BareEngine(JavaStarter starter, Path jar, String label) implements Program {

    @Override
    public Server start(int routes, int upstreamPort) {
        Path folder = starter.folder(label);
        Path file = folder.resolve("routes.yaml");
        try {
            Files.writeString(file, text(routes, upstreamPort));
        } catch (IOException e) {
            throw new BenchException("cannot write " + file, e);
        }
        int port = Ports.free();
        List<String> arguments = List.of(
                "--server.address=127.0.0.1",
                "--server.port=" + port,
                "--spring.config.additional-location=file:" + file);
        return starter.start(label, jar, arguments, folder, port);
    }

    static String text(int routes, int upstreamPort) {
        return IntStream.range(0, routes)
                .mapToObj(number -> "- {id: r%d, uri: \"http://127.0.0.1:%d\", predicates: [\"Path=/r%d/**\"]}%n"
                        .formatted(number, upstreamPort, number))
                .collect(Collectors.joining("  ", "spring.cloud.gateway.server.webflux.routes:\n  ", ""));
    }
}
