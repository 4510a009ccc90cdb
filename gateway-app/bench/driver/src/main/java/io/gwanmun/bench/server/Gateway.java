package io.gwanmun.bench.server;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.gwanmun.bench.host.Ports;

/**
 * Our gateway, with its access log going to a file.
 *
 * @param starter starts it
 * @param jar the program
 * @param furtherArguments what the person at the keyboard adds
 * @param issuer whose tokens every call needs; empty when none does
 * @param byCountry whether the country of the client's address decides where a call goes
 */
public record Gateway(
        JavaStarter starter, Path jar, List<String> furtherArguments, Optional<Issuer> issuer, boolean byCountry)
        implements Program {

    /** Copies the list. */
    public Gateway {
        furtherArguments = List.copyOf(furtherArguments);
    }

    /**
     * Returns the same gateway for callers who must show tokens.
     *
     * @param giving whose tokens
     * @return the gateway that asks for them
     */
    public Gateway asking(Issuer giving) {
        return new Gateway(starter, jar, furtherArguments, Optional.of(giving), byCountry);
    }

    /**
     * Returns the same gateway for callers whose country decides where their calls go.
     *
     * @return the gateway that looks addresses up
     */
    public Gateway choosingByCountry() {
        return new Gateway(starter, jar, furtherArguments, issuer, true);
    }

    @Override
    public String label() {
        return issuer.map(giving -> "gateway with " + giving.kind()).orElse("gateway") + (byCountry ? " and country" : "");
    }

    @Override
    public boolean asksForTokens() {
        return issuer.isPresent();
    }

    @Override
    public Server start(int routes, int upstreamPort) {
        Path folder = starter.folder(label());
        issuer.ifPresent(giving -> giving.write(RouteFile.folder(folder)));
        String access = issuer.map(Issuer::access).orElse("none");
        new RouteFile(routes, 0, upstreamPort, access, byCountry).write(folder);
        int port = Ports.free();
        List<String> arguments = new ArrayList<>(List.of(
                "--server.address=127.0.0.1",
                "--server.port=" + port,
                "--management.server.address=127.0.0.1",
                "--management.server.port=" + Ports.free(),
                "--gateway.api.directory=" + RouteFile.folder(folder),
                "--gateway.observability.access-log.file=" + folder.resolve("access.log")));
        issuer.map(Issuer::arguments).ifPresent(arguments::addAll);
        if (byCountry) {
            arguments.add("--gateway.country.database=" + CountryFile.make(starter, jar, folder));
        }
        arguments.addAll(furtherArguments);
        return starter.start(label(), jar, arguments, folder, port);
    }
}
