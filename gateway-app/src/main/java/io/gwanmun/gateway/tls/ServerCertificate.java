package io.gwanmun.gateway.tls;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

import io.netty.handler.ssl.SslContext;
import org.jspecify.annotations.Nullable;

import io.gwanmun.gateway.tls.CertificateSource.Mode;

/** A certificate that clients see, and what holds for the hosts it is shown for. Immutable. */
public final class ServerCertificate {

    private final String name;
    private final CertificateSource source;
    private final Identity identity;
    private final SslContext context;
    private final @Nullable String hsts;

    ServerCertificate(String name, CertificateSource source, Identity identity, SslContext context) {
        this.name = name;
        this.source = source;
        this.identity = identity;
        this.context = context;
        this.hsts = source.hsts() == null ? null : source.hsts().header();
    }

    /** Returns the name it is written under. */
    public String name() {
        return name;
    }

    /** Returns what handshakes are done with; offers {@code h2} and {@code http/1.1}. */
    public SslContext context() {
        return context;
    }

    /** Returns the value of {@code Strict-Transport-Security} for answers over TLS, null when there is none. */
    public @Nullable String hsts() {
        return hsts;
    }

    /** Says whether calls of its hosts in clear are sent to https. */
    public boolean redirectsToHttps() {
        return source.redirectToHttps();
    }

    /** Says whether clients are asked for a certificate. */
    public boolean asksForClientCertificate() {
        return source.clients() != null;
    }

    /** Says whether there is no connection without a client's certificate. */
    boolean needsClientCertificate() {
        return source.clients() != null && source.clients().mode() == Mode.REQUIRED;
    }

    /** Says whether a client that passed this handshake would have passed the other one's, too. */
    boolean sameDemand(ServerCertificate other) {
        return name.equals(other.name) && Objects.equals(source.clients(), other.source.clients());
    }

    /** Returns when the first certificate of its chain ends. */
    Instant expires() {
        return identity.expires();
    }

    Identity identity() {
        return identity;
    }

    CertificateSource source() {
        return source;
    }

    List<String> hosts() {
        return source.hosts();
    }

    @Override
    public String toString() {
        return name;
    }
}
