package io.gwanmun.gateway.tls;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.gwanmun.gateway.api.ApiSource;
import io.gwanmun.gateway.api.Check;
import io.gwanmun.gateway.api.Mistakes;
import io.gwanmun.gateway.api.Noun;
import io.gwanmun.gateway.api.PolicyShape;
import io.gwanmun.gateway.api.Revision;
import io.gwanmun.gateway.api.RouteSource;
import io.gwanmun.gateway.api.Shape;
import io.gwanmun.gateway.api.Shapes;
import io.gwanmun.gateway.pipeline.Phase;
import io.gwanmun.gateway.route.PolicyReader;
import io.gwanmun.gateway.route.RoutePolicy;
import io.gwanmun.gateway.tls.CertificateSource.ClientCertificates;
import io.gwanmun.gateway.tls.CertificateSource.Mode;

/** Reads the certificates that clients see. They belong to hosts, so routes say nothing of them. */
public final class CertificateReader implements PolicyReader {

    private static final Shape<Hsts> HSTS =
            Shapes.object("HSTS", "What browsers remember of the hosts: that they answer over TLS only.", fields -> {
                var maxAge = fields.optional(
                        "maxAge",
                        Shapes.duration(Duration.ZERO, Duration.ofDays(3650)),
                        Duration.ofDays(365),
                        "How long; 0s makes them forget.");
                var below = fields.optional(
                        "includeSubdomains", Shapes.BOOL, false, "Whether it holds for all hosts below, too.");
                var preload = fields.optional(
                        "preload", Shapes.BOOL, false, "Whether browsers may ship with it; hard to take back.");
                return values -> new Hsts(values.get(maxAge), values.get(below), values.get(preload));
            });

    private static final Shape<ClientCertificates> CLIENTS =
            Shapes.object("client certificates", "Which certificates clients show in the handshake.", fields -> {
                var trust = fields.required("trust", PemText.TRUST, "Who may have issued them.");
                var mode = fields.optional(
                        "mode",
                        Shapes.words(
                                "mode",
                                "required: the handshake fails without one; optional: a client may leave it.",
                                Mode.class),
                        Mode.REQUIRED,
                        "Whether a client must show one.");
                return values -> new ClientCertificates(values.get(trust), values.get(mode));
            });

    private static final Shape<CertificateSource> CERTIFICATE =
            Shapes.object("certificate", "A certificate with its key, and the hosts it is shown for.", fields -> {
                var hosts = fields.optional(
                        "hosts",
                        Shapes.someOf(Shapes.HOST),
                        List.of(),
                        "The hosts it is shown for; *.example.com stands for every host one label below.");
                var isDefault = fields.optional(
                        "default",
                        Shapes.BOOL,
                        false,
                        "Whether it is shown where no other fits, such as to clients that name no host; one at most.");
                var chain = fields.required(
                        "certificate", PemText.CHAIN, "The host's certificate and behind it those who issued it.");
                var key = fields.required("key", Shapes.SECRET, "The private key in PEM: PKCS#8, RSA or EC.");
                var clients =
                        fields.optional("clientCertificates", CLIENTS, "Asks clients for a certificate of their own.");
                var hsts = fields.optional("hsts", HSTS, "Adds Strict-Transport-Security to answers over TLS.");
                var redirect = fields.optional(
                        "redirectToHttps",
                        Shapes.BOOL,
                        false,
                        "Whether calls of these hosts in clear are sent to https.");
                return values -> new CertificateSource(
                        values.get(hosts),
                        values.get(isDefault),
                        values.get(chain),
                        values.get(key),
                        values.find(clients),
                        values.find(hsts),
                        values.get(redirect));
            });

    static final Noun<CertificateSource> CERTIFICATES = Noun.of(
            "certificates", "a certificate", "The certificates that clients see, by a name of their own.", CERTIFICATE);

    /** Creates the reader. */
    public CertificateReader() {}

    @Override
    public List<PolicyShape<?>> shapes() {
        return List.of();
    }

    @Override
    public List<Noun<?>> nouns() {
        return List.of(CERTIFICATES);
    }

    @Override
    public List<Check> checks() {
        return List.of(CertificateReader::check);
    }

    @Override
    public Phase phase() {
        return Phase.INGRESS;
    }

    @Override
    public @Nullable RoutePolicy read(ApiSource api, RouteSource route) {
        return null;
    }

    private static void check(Revision revision, Mistakes mistakes) {
        CertificateTable.EMPTY.next(revision, mistakes);
    }
}
