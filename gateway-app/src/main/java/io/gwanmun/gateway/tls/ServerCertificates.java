package io.gwanmun.gateway.tls;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.gwanmun.gateway.api.Mistakes;
import io.gwanmun.gateway.api.Revision;
import io.gwanmun.gateway.api.RevisionListener;

/**
 * The certificates that clients see, by host: what the listener asks in a handshake and for each request. A new revision
 * replaces all of them in one step; connections go on with what they began with. Look-ups may be made on event loops.
 */
public final class ServerCertificates implements RevisionListener {

    private static final Logger log = LoggerFactory.getLogger(ServerCertificates.class);

    static {
        // A second handshake on a connection of TLS 1.2 costs the server much and the client little; nobody needs it.
        // The runtime looks at this once, when it shakes hands for the first time, be it with a service.
        System.setProperty("jdk.tls.rejectClientInitiatedRenegotiation", "true");
    }

    private final InstantSource clock;
    private final Consumer<List<ServerCertificate>> watcher;
    private volatile CertificateTable live = CertificateTable.EMPTY;

    /**
     * Creates a holder without certificates.
     *
     * @param clock tells what has expired
     * @param watcher hears which certificates are live, after each change
     */
    ServerCertificates(InstantSource clock, Consumer<List<ServerCertificate>> watcher) {
        this.clock = clock;
        this.watcher = watcher;
    }

    /** Says whether there is no certificate at all. */
    public boolean isEmpty() {
        return live.isEmpty();
    }

    /**
     * Returns the certificate for a host: its own, else that of the wildcard one label above it, else the default one; null
     * when there is none, and then a handshake ends with {@code unrecognized_name}.
     *
     * @param host a name from a handshake or a {@code Host} field; case, a final dot and a port do not count. Null when the
     *     client named none
     */
    public @Nullable ServerCertificate find(@Nullable String host) {
        return live.find(host);
    }

    /**
     * Says whether a request came on a connection that its host does not allow, so that 421 is the answer. As the name in the
     * handshake decides whether a client must show a certificate, and the {@code Host} field of each request which host
     * answers, a client could get past that demand by naming another host in its handshake. So where one of both asks for
     * client certificates, both must be the same. In clear, hosts that require a certificate are not served; a redirect to https
     * comes before that.
     *
     * @param shown what was found for the handshake, null for a connection in clear
     * @param host the host of the request
     */
    public boolean isMisdirected(@Nullable ServerCertificate shown, @Nullable String host) {
        CertificateTable table = live;
        if (!table.isAnyAsking() && (shown == null || !shown.asksForClientCertificate())) {
            return false;
        }
        ServerCertificate asked = table.find(host);
        if (shown == null) {
            return asked != null && asked.needsClientCertificate();
        }
        if (asked == null) {
            return shown.asksForClientCertificate();
        }
        return (shown.asksForClientCertificate() || asked.asksForClientCertificate()) && !shown.sameDemand(asked);
    }

    @Override
    public Runnable offer(Revision revision, Mistakes mistakes) {
        CertificateTable before = live;
        CertificateTable next = before.next(revision, mistakes);
        return () -> replace(before, next);
    }

    private void replace(CertificateTable before, CertificateTable next) {
        live = next;
        watcher.accept(next.all());
        List<ServerCertificate> old = before.all();
        for (ServerCertificate certificate : next.all()) {
            if (old.stream().noneMatch(one -> one.context() == certificate.context())) {
                warn(certificate);
            }
        }
    }

    /** Tells what clients will refuse. No mistake: the operator may want it, and every client decides for itself. */
    private void warn(ServerCertificate certificate) {
        Instant now = clock.instant();
        X509Certificate own = certificate.identity().chain().get(0);
        if (now.isAfter(certificate.expires())) {
            log.warn(
                    "certificates.{} has expired: it, or one in its chain, ended at {}",
                    certificate,
                    certificate.expires());
        }
        if (now.isBefore(own.getNotBefore().toInstant())) {
            log.warn(
                    "certificates.{} is not valid yet: it begins at {}",
                    certificate,
                    own.getNotBefore().toInstant());
        }
        for (String host : certificate.hosts()) {
            if (!certificate.identity().isFor(host)) {
                log.warn("certificates.{} is shown for {}, but was not issued for it", certificate, host);
            }
        }
    }
}
