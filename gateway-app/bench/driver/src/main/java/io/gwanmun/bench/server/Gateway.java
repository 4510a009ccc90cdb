package io.gwanmun.bench.server;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import io.gwanmun.bench.host.Ports;

/**
 * Our gateway, with its access log going to a file.
 *
 * @param starter starts it
 * @param jar the program
 * @param furtherArguments what the person at the keyboard adds
 */
public record Gateway(JavaStarter starter, Path jar, List<String> furtherArguments) implements Program {

    /** Copies the list. */
    public Gateway {
        furtherArguments = List.copyOf(furtherArguments);
    }

    @Override
    public String label() {
        return "gateway";
    }

    @Override
    public Server start(int routes, int upstreamPort) {
        Path folder = starter.folder(label());
        new RouteFile(routes, 0, upstreamPort).write(folder);
        int port = Ports.free();
        List<String> arguments = new ArrayList<>(List.of(
                "--server.address=127.0.0.1",
                "--server.port=" + port,
                "--management.server.address=127.0.0.1",
                "--management.server.port=" + Ports.free(),
                "--gateway.api.directory=" + RouteFile.folder(folder),
                "--gateway.observability.access-log.file=" + folder.resolve("access.log")));
        arguments.addAll(furtherArguments);
        return starter.start(label(), jar, arguments, folder, port);
    }
}
