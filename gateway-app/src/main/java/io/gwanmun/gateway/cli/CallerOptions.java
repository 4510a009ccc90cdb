package io.gwanmun.gateway.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import picocli.CommandLine.Option;

import io.gwanmun.gateway.pipeline.Caller;

/** Who makes a sample request, for the cases of {@code to} that ask. */
final class CallerOptions {

    @Option(names = "--role", paramLabel = "ROLE", description = "A role of the caller. May be repeated.")
    private List<String> roles = new ArrayList<>();

    @Option(names = "--scope", paramLabel = "SCOPE", description = "A scope of the caller. May be repeated.")
    private List<String> scopes = new ArrayList<>();

    @Option(
            names = "--claim",
            paramLabel = "NAME=VALUE",
            description = "A claim of the caller. May be repeated; one name with several values is a list.")
    private List<String> claims = new ArrayList<>();

    @Option(names = "--issuer", paramLabel = "NAME", description = "Who vouches for the caller.")
    private String issuer = "";

    @Option(names = "--client", paramLabel = "ID", description = "The client the call comes from.")
    private String client = "";

    /** Returns the caller; nobody in particular without an option. */
    Caller caller() {
        return new Caller(
                "jwt",
                issuer,
                "",
                client.isEmpty() ? null : client,
                Set.copyOf(roles),
                Set.copyOf(scopes),
                byName(),
                null);
    }

    private Map<String, Object> byName() {
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (String claim : claims) {
            int equals = claim.indexOf('=');
            if (equals < 1) {
                throw new UnusableException("--claim: \"" + claim + "\" is no claim (expected: NAME=VALUE).");
            }
            values.computeIfAbsent(claim.substring(0, equals), name -> new ArrayList<>())
                    .add(claim.substring(equals + 1));
        }
        Map<String, Object> byName = new LinkedHashMap<>();
        values.forEach((name, all) -> byName.put(name, all.size() == 1 ? all.get(0) : all));
        return byName;
    }
}
