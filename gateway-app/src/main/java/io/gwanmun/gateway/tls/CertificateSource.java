package io.gwanmun.gateway.tls;

import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import io.gwanmun.gateway.api.Secret;

/**
 * A certificate as written.
 *
 * @param hosts the hosts it is shown for, {@code *.} and a name for those one label below; may be empty for the default
 * @param isDefault whether it is shown where no other fits
 * @param certificate the chain, in PEM
 * @param key its private key, in PEM
 * @param clients which certificates clients show; null when they are not asked
 * @param hsts what browsers remember; null for nothing
 * @param redirectToHttps whether calls in clear are sent to https
 */
record CertificateSource(
        List<String> hosts,
        boolean isDefault,
        String certificate,
        Secret key,
        @Nullable ClientCertificates clients,
        @Nullable Hsts hsts,
        boolean redirectToHttps) {

    CertificateSource {
        hosts = List.copyOf(hosts);
        if (hosts.isEmpty() && !isDefault) {
            throw new IllegalArgumentException("a certificate for no host (expected: hosts, or default: true)");
        }
    }

    /** Returns whether another one needs the same TLS; what is said beside it in HTTP does not count. */
    boolean sameTls(CertificateSource other) {
        return certificate.equals(other.certificate) && key.equals(other.key) && Objects.equals(clients, other.clients);
    }

    /** Whether a client must show a certificate. */
    enum Mode {
        /** Without a trusted one the handshake fails. */
        REQUIRED,
        /** It may leave it; one that is not trusted fails all the same. */
        OPTIONAL
    }

    /**
     * Which certificates clients show.
     *
     * @param trust who may have issued them, in PEM
     * @param mode whether they must
     */
    record ClientCertificates(String trust, Mode mode) {}
}
