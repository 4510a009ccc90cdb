package io.gwanmun.gateway.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.function.UnaryOperator;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;

/** Issues certificates, for the length of a test run. */
public final class Authority {

    private final X509Bundle root;

    private Authority(X509Bundle root) {
        this.root = root;
    }

    /** Founds an authority of its own. */
    public static Authority named(String name) {
        return new Authority(built(() -> new CertificateBuilder()
                .ecp256()
                .subject("CN=" + name)
                .setIsCertificateAuthority(true)
                .notAfter(Instant.now().plus(Duration.ofDays(365)))
                .buildSelfSigned()));
    }

    /** Issues a certificate for hosts. */
    public Issued issue(String... hosts) {
        return issue(builder -> {
            for (String host : hosts) {
                builder.addSanDnsName(host);
            }
            return builder.subject("CN=" + hosts[0]);
        });
    }

    /** Issues a certificate as a builder describes it; a key on a curve unless it says otherwise. */
    public Issued issue(UnaryOperator<CertificateBuilder> described) {
        return new Issued(
                built(() -> described.apply(new CertificateBuilder().ecp256()).buildIssuedBy(root)));
    }

    /** Returns its own certificate in PEM. */
    public String pem() {
        return root.getCertificatePEM();
    }

    /** Returns the bundle of its own. */
    public X509Bundle bundle() {
        return root;
    }

    private static X509Bundle built(Building building) {
        try {
            return building.build();
        } catch (Exception failure) {
            throw new AssertionError(failure);
        }
    }

    @FunctionalInterface
    private interface Building {
        X509Bundle build() throws Exception;
    }

    /**
     * A certificate with its key.
     *
     * @param bundle both of them
     */
    public record Issued(X509Bundle bundle) {

        /** Returns the certificate in PEM, the authority's behind it. */
        public String chain() {
            return bundle.getCertificatePEM() + bundle.getRootCertificatePEM();
        }

        /** Returns the private key in PEM. */
        public String key() {
            return bundle.getPrivateKeyPEM();
        }

        /** Writes {@code name.crt} and {@code name.key}, each in one step. */
        public void write(Path directory, String name) {
            Authority.write(directory.resolve(name + ".crt"), chain());
            Authority.write(directory.resolve(name + ".key"), key());
        }
    }

    /** Writes a file in one step. */
    public static void write(Path file, String text) {
        try {
            Path made = Files.writeString(file.resolveSibling(file.getFileName() + ".next"), text);
            Files.move(made, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
