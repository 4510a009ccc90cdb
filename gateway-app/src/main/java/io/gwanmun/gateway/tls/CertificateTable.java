package io.gwanmun.gateway.tls;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.netty.handler.ssl.SslContext;
import org.jspecify.annotations.Nullable;

import io.gwanmun.gateway.api.Mistakes;
import io.gwanmun.gateway.api.Revision;
import io.gwanmun.gateway.api.Secret;
import io.gwanmun.gateway.api.Source;
import io.gwanmun.gateway.api.Written;
import io.gwanmun.gateway.tls.CertificateSource.ClientCertificates;

/**
 * The certificates of one revision by host. A host has its own certificate, or that of the wildcard one label above it
 * (<a href="https://datatracker.ietf.org/doc/html/rfc9525#section-6.3">RFC 9525</a>), or the default one. Each look-up is one
 * or two hash look-ups. Immutable.
 */
final class CertificateTable {

    /** No certificate. */
    static final CertificateTable EMPTY = new CertificateTable();

    private final Map<String, ServerCertificate> byName = new HashMap<>();
    private final Map<String, ServerCertificate> byHost = new HashMap<>();
    /** By what stands behind the {@code *.} of the wildcard. */
    private final Map<String, ServerCertificate> byParent = new HashMap<>();

    private @Nullable ServerCertificate byDefault;
    private boolean asked;

    private CertificateTable() {}

    /**
     * Returns the table of another revision. What has not changed is taken over with its sessions. Not to be used when there
     * were mistakes.
     */
    CertificateTable next(Revision revision, Mistakes mistakes) {
        CertificateTable next = new CertificateTable();
        Map<String, Written<CertificateSource>> all = revision.all(CertificateReader.CERTIFICATES);
        checkHosts(all, mistakes);
        if (revision.secretsKnown()) {
            all.forEach((name, written) -> {
                ServerCertificate certificate = taken(name, written, mistakes);
                if (certificate != null) {
                    next.add(certificate);
                }
            });
        }
        return next;
    }

    /** Returns the certificate for a host, null when there is none. Case, a final dot and a port do not count. */
    @Nullable
    ServerCertificate find(@Nullable String host) {
        if (host == null || host.isEmpty() || byHost.isEmpty() && byParent.isEmpty()) {
            return byDefault;
        }
        String name = normalized(host);
        ServerCertificate found = byHost.get(name);
        if (found == null) {
            int dot = name.indexOf('.');
            found = dot <= 0 ? null : byParent.get(name.substring(dot + 1));
        }
        return found == null ? byDefault : found;
    }

    /** Says whether any certificate asks clients for theirs. */
    boolean isAnyAsking() {
        return asked;
    }

    /** Returns all certificates, in no order. */
    boolean isEmpty() {
        return byName.isEmpty();
    }

    List<ServerCertificate> all() {
        return List.copyOf(byName.values());
    }

    private void add(ServerCertificate certificate) {
        byName.put(certificate.name(), certificate);
        for (String host : certificate.hosts()) {
            if (host.startsWith("*.")) {
                byParent.put(host.substring(2), certificate);
            } else {
                byHost.put(host, certificate);
            }
        }
        if (certificate.source().isDefault()) {
            byDefault = certificate;
        }
        asked |= certificate.asksForClientCertificate();
    }

    private @Nullable ServerCertificate taken(String name, Written<CertificateSource> written, Mistakes mistakes) {
        CertificateSource source = written.value();
        ServerCertificate before = byName.get(name);
        return before != null && before.source().sameTls(source)
                ? new ServerCertificate(name, source, before.identity(), before.context())
                : opened(name, written, mistakes);
    }

    private static @Nullable ServerCertificate opened(
            String name, Written<CertificateSource> written, Mistakes mistakes) {
        CertificateSource source = written.value();
        ClientCertificates clients = source.clients();
        PemText place = PemText.below(written, mistakes, "certificate");
        List<X509Certificate> chain = place.chain(source.certificate());
        Identity identity = chain == null ? null : identity(chain, source.key(), written, mistakes);
        List<X509Certificate> trust = clients == null
                ? List.of()
                : PemText.below(written, mistakes, "clientCertificates", "trust")
                        .trusted(clients.trust());
        if (identity == null || trust == null) {
            return null;
        }
        SslContext context =
                place.read(() -> Contexts.server(identity, clients == null ? null : clients.mode(), trust));
        return context == null ? null : new ServerCertificate(name, source, identity, context);
    }

    private static @Nullable Identity identity(
            List<X509Certificate> chain, Secret key, Written<CertificateSource> written, Mistakes mistakes) {
        return PemText.below(written, mistakes, "key").read(() -> Identity.of(chain, key.reveal()));
    }

    private static void checkHosts(Map<String, Written<CertificateSource>> all, Mistakes mistakes) {
        Map<String, String> taken = new HashMap<>();
        List<String> defaults = new ArrayList<>();
        all.forEach((name, written) -> {
            List<String> hosts = written.value().hosts();
            for (int i = 0; i < hosts.size(); i++) {
                String first = taken.putIfAbsent(hosts.get(i), name);
                if (first != null) {
                    mistakes.add(
                            item(written, i),
                            "\"" + hosts.get(i) + "\" again",
                            "each host in one certificate",
                            "It already stands in certificates." + first + ".");
                }
            }
            if (written.value().isDefault()) {
                defaults.add(name);
                if (defaults.size() > 1) {
                    mistakes.add(
                            below(written, "default"),
                            "a second default certificate",
                            "one at most",
                            "certificates." + defaults.get(0) + " is the default already.");
                }
            }
        });
    }

    private static Written<?> item(Written<?> certificate, int index) {
        Written<?> hosts = below(certificate, "hosts");
        return hosts.source() instanceof Source.Sequence sequence
                ? new Written<>("", sequence.items().get(index), hosts.where().item(index))
                : hosts;
    }

    private static Written<?> below(Written<?> object, String key) {
        Source.Entry entry = object.source() instanceof Source.Mapping mapping ? mapping.find(key) : null;
        return entry == null
                ? object
                : new Written<>("", entry.value(), object.where().key(key));
    }

    private static String normalized(String host) {
        int end = host.length();
        int colon = host.lastIndexOf(':');
        if (colon >= 0 && host.indexOf(']', colon) < 0) {
            end = colon;
        }
        if (end > 0 && host.charAt(end - 1) == '.') {
            end--;
        }
        // Both give back the same string when there is nothing to change.
        return host.substring(0, end).toLowerCase(Locale.ROOT);
    }
}
