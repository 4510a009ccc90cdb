package io.gwanmun.gateway.tls;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import io.gwanmun.gateway.api.Mistake;
import io.gwanmun.gateway.api.Mistakes;
import io.gwanmun.gateway.api.Reading;
import io.gwanmun.gateway.api.Revision;
import io.gwanmun.gateway.api.RevisionReader;
import io.gwanmun.gateway.api.Secrets;
import io.gwanmun.gateway.route.Grammars;
import io.gwanmun.gateway.testing.Authority.Issued;

import static org.assertj.core.api.Assertions.assertThat;

/** Reads the written form with secrets of a test, as the gateway reads it. */
final class CertificateFiles {

    private final Map<String, String> secrets = new HashMap<>();
    private final Secrets source = new Secrets(secrets::get, List.of());

    /** Keeps a secret under a name. */
    CertificateFiles with(String name, String text) {
        secrets.put(name, text);
        return this;
    }

    /** Keeps chain and key as {@code NAME_CRT} and {@code NAME_KEY}. */
    CertificateFiles with(String name, Issued issued) {
        return with(name + "_CRT", issued.chain()).with(name + "_KEY", issued.key());
    }

    /** Returns what is read of a file. */
    Reading read(String yaml) {
        return read(yaml, source);
    }

    static Reading read(String yaml, Secrets secrets) {
        ClassLoader loader = CertificateFiles.class.getClassLoader();
        InstantSource clock = InstantSource.fixed(Instant.EPOCH);
        return new RevisionReader(Grammars.of(Grammars.readers(loader)), secrets, clock)
                .read(Map.of("a.yaml", "apiVersion: gateway/v1\n" + yaml));
    }

    /** Returns the mistakes, one sentence in a line. */
    String mistakes(String yaml) {
        return read(yaml)
                .fold(
                        good -> "no mistake",
                        bad -> bad.stream().map(Mistake::sentence).collect(Collectors.joining("\n")));
    }

    /** Puts a file in force; fails when it has mistakes. */
    void offer(String yaml, ServerCertificates certificates) {
        Revision revision = read(yaml).fold(good -> good, bad -> {
            throw new AssertionError(Mistake.rendered(bad, 10));
        });
        Mistakes mistakes = new Mistakes();
        Runnable inForce = certificates.offer(revision, mistakes);
        assertThat(new ArrayList<>(mistakes.sorted())).isEmpty();
        inForce.run();
    }
}
