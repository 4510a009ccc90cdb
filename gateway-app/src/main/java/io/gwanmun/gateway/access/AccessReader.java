package io.gwanmun.gateway.access;

import java.util.List;
import java.util.Set;
import javax.security.auth.x500.X500Principal;

import io.gwanmun.gateway.api.ApiSource;
import io.gwanmun.gateway.api.PolicyShape;
import io.gwanmun.gateway.api.RouteSource;
import io.gwanmun.gateway.api.Shape;
import io.gwanmun.gateway.api.Shapes;
import io.gwanmun.gateway.pipeline.Phase;
import io.gwanmun.gateway.route.PolicyReader;
import io.gwanmun.gateway.route.RoutePolicy;

/** Reads who may call a route. */
public final class AccessReader implements PolicyReader {

    private static final String CERTIFICATE = "clientCertificate";

    private static final Shape<X500Principal> SUBJECT = Shapes.parsed(
            "distinguished name",
            "The subject of a certificate, as openssl x509 -subject -nameopt RFC2253 prints it.",
            "CN=orders,O=Example",
            AccessReader::subject);

    private static final Shape<CertificateRule> NAMES = Shapes.object(
            "client certificate", "The certificates that are taken: those that bear one of the names.", fields -> {
                var subjects =
                        fields.optional("subjects", Shapes.set(SUBJECT), Set.of(), "Subjects of certificates, whole.");
                var sans = fields.optional(
                        "sans",
                        Shapes.set(Shapes.TEXT),
                        Set.of(),
                        "Alternative names in certificates: DNS names, URIs, e-mail or IP addresses.");
                return values -> new CertificateRule(values.get(subjects), values.get(sans));
            });

    private static final Shape<AccessPolicy> WRITTEN = Shapes.oneOf(
            "access",
            "Who may call.",
            List.of(
                    Shapes.words("access", "none asks for no proof, so everybody may.", "none")
                            .map(none -> AccessPolicy.EVERYBODY),
                    Shapes.words("access", "Whoever shows a certificate that the host trusts.", CERTIFICATE)
                            .map(any -> AccessPolicy.of(CertificateRule.ANY)),
                    Shapes.object("proof", "What a caller must show.", fields -> {
                        var certificate =
                                fields.required(CERTIFICATE, NAMES, "A client certificate with one of these names.");
                        return values -> AccessPolicy.of(values.get(certificate));
                    })));

    private static final PolicyShape<AccessPolicy> ACCESS = PolicyShape.onBoth(
            "access",
            Phase.AUTHENTICATE,
            WRITTEN,
            "Who may call: none for everybody, or what a caller must show. Without it every call is refused with 401.");

    /** Creates the reader. */
    public AccessReader() {}

    @Override
    public List<PolicyShape<?>> shapes() {
        return List.of(ACCESS);
    }

    @Override
    public Phase phase() {
        return Phase.AUTHENTICATE;
    }

    @Override
    public RoutePolicy read(ApiSource api, RouteSource route) {
        return AccessPolicy.of(api.policies().find(ACCESS), route.find(ACCESS));
    }

    private static X500Principal subject(String text) {
        try {
            return new X500Principal(text);
        } catch (IllegalArgumentException malformed) {
            throw new IllegalArgumentException(
                    "subject: " + text + " (expected: a distinguished name such as CN=orders,O=Example)", malformed);
        }
    }
}
