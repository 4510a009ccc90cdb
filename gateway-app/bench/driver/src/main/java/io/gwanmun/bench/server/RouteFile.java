package io.gwanmun.bench.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.gwanmun.bench.host.BenchException;

/**
 * The routes as the gateway reads them: one API file, the path kept, what callers must show the same for all. Revision 0 has the counted
 * routes only; any other has one more, last in the file, by whose answer it is known to be live.
 *
 * @param routes how many counted routes
 * @param revision which revision
 * @param upstreamPort the upstream's port on the loopback address
 * @param access what callers must show, as it is written
 * @param byCountry whether only calls from one country, which all come from, go to the upstream
 */
public record RouteFile(int routes, int revision, int upstreamPort, String access, boolean byCountry) {

    private static final String FOLDER = "apis";
    private static final String NAME = "bench.yaml";

    /**
     * A revision of routes that are open.
     *
     * @param routes how many counted routes
     * @param revision which revision
     * @param upstreamPort the upstream's port on the loopback address
     */
    public RouteFile(int routes, int revision, int upstreamPort) {
        this(routes, revision, upstreamPort, "none", false);
    }

    /**
     * The path prefix that only this revision answers.
     *
     * @return the prefix, without a slash at the end
     */
    public String ownPrefix() {
        return "/revision-" + revision;
    }

    /**
     * Puts this revision in the place of what is there, in one step.
     *
     * @param serverFolder the folder the gateway was started in
     */
    public void write(Path serverFolder) {
        Path target = folder(serverFolder).resolve(NAME);
        Path next = serverFolder.resolve("next-" + NAME);
        try {
            Files.createDirectories(folder(serverFolder));
            Files.writeString(next, text());
            Files.move(next, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new BenchException("cannot write " + target, e);
        }
    }

    static Path folder(Path serverFolder) {
        return serverFolder.resolve(FOLDER);
    }

    String text() {
        String counted = IntStream.range(0, routes)
                .mapToObj(number -> route("r" + number, "/r" + number))
                .collect(Collectors.joining());
        return head() + counted + (revision == 0 ? "" : route("revision", ownPrefix()));
    }

    private String head() {
        return """
                apiVersion: gateway/v1
                network: {outbound: {allow: [loopback]}}
                upstreams:
                  nginx: {targets: ["http://127.0.0.1:%d"]}
                %sapis:
                  bench:
                    path: /
                    access: %s
                %s    keepPath: true
                    routes:
                """.formatted(
                        upstreamPort,
                        byCountry ? "countries: {home: [" + CountryFile.COUNTRY + "]}\n" : "",
                        access,
                        byCountry ? "    country: {from: address}\n" : "");
    }

    private String route(String name, String prefix) {
        String to = byCountry
                ? "[{when: {country: home}, upstream: nginx}, {answer: {status: 404}}]"
                : "{upstream: nginx}";
        return "      " + name + ": {match: {path: \"" + prefix + "/{rest...}\"}, to: " + to + "}\n";
    }
}
