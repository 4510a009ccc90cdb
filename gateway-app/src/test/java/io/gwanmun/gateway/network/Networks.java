package io.gwanmun.gateway.network;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.stream.Collectors;

import io.gwanmun.gateway.api.Mistake;
import io.gwanmun.gateway.api.Mistakes;
import io.gwanmun.gateway.api.Reading;
import io.gwanmun.gateway.api.Revision;
import io.gwanmun.gateway.api.RevisionReader;
import io.gwanmun.gateway.api.Secrets;
import io.gwanmun.gateway.route.Grammars;

/** Reads what tests say of addresses. */
final class Networks {

    private Networks() {}

    static Reading read(Map<String, String> files) {
        var readers = Grammars.readers(Networks.class.getClassLoader());
        return new RevisionReader(Grammars.of(readers), Secrets.none(), InstantSource.fixed(Instant.EPOCH)).read(files);
    }

    /** Returns the revision of one file that says something of {@code network}. */
    static Revision revision(String network) {
        return read(Map.of("a.yaml", "apiVersion: gateway/v1\nnetwork: " + network + "\n"))
                .fold(good -> good, bad -> {
                    throw new AssertionError(Mistake.rendered(bad, 10));
                });
    }

    /** Returns the mistakes of files, each in one line. */
    static String mistakes(Map<String, String> files) {
        return read(files)
                .fold(good -> "", bad -> bad.stream().map(Mistake::sentence).collect(Collectors.joining("\n")));
    }

    /** Returns addresses of callers by what is said of {@code network}. */
    static ClientAddresses addresses(String network) {
        ClientAddresses addresses = new ClientAddresses();
        change(addresses, network);
        return addresses;
    }

    static void change(ClientAddresses addresses, String network) {
        addresses.offer(revision(network), new Mistakes()).run();
    }
}
