package io.gwanmun.gateway.tls;

import java.security.cert.X509Certificate;
import java.util.List;

import io.netty.handler.ssl.SslContext;
import org.jspecify.annotations.Nullable;

import io.gwanmun.gateway.api.Mistakes;
import io.gwanmun.gateway.api.Secret;
import io.gwanmun.gateway.api.Shape;
import io.gwanmun.gateway.api.Shapes;
import io.gwanmun.gateway.api.Written;

/**
 * The TLS of calls to a service, as written. The service's certificate must always be for the name of its target, or for
 * {@code serverName}.
 *
 * @param trust who may have issued the service's certificate, in PEM; null for what the Java runtime trusts
 * @param certificate the chain shown to the service, in PEM; null for none
 * @param key its private key; there exactly when the certificate is
 * @param serverName the name the service is asked for and its certificate must bear; null for the host of the target
 */
public record ServiceTls(
        @Nullable String trust,
        @Nullable String certificate,
        @Nullable Secret key,
        @Nullable String serverName) {

    /** The key it is written under. */
    public static final String KEY = "tls";

    /** How it is written. */
    public static final Shape<ServiceTls> SHAPE =
            Shapes.object("TLS", "Trust, and what is shown to the service, in place of the runtime's.", fields -> {
                var trust = fields.optional(
                        "trust",
                        PemText.TRUST,
                        "Who may have issued the service's certificate, in place of all the runtime trusts.");
                var certificate = fields.optional(
                        "certificate",
                        PemText.CHAIN,
                        "The certificate shown to the service, those who issued it behind.");
                var key = fields.optional("key", Shapes.SECRET, "Its private key in PEM: PKCS#8, RSA or EC.");
                var serverName = fields.optional(
                        "serverName",
                        Shapes.HOST.map(ServiceTls::single),
                        "The name the service's certificate must bear; the host of the target unless said otherwise.");
                return values -> new ServiceTls(
                        values.find(trust), values.find(certificate), values.find(key), values.find(serverName));
            });

    /** Refuses half an identity. */
    public ServiceTls {
        if ((certificate == null) != (key == null)) {
            throw new IllegalArgumentException(
                    (key == null ? "a certificate without its key" : "a key without its certificate")
                            + " (expected: both certificate and key, or neither)");
        }
    }

    /**
     * Looks at what is in the certificates and the key.
     *
     * @param object holds this under {@link #KEY}
     * @param mistakes takes what is wrong
     */
    public void check(Written<?> object, Mistakes mistakes) {
        int before = mistakes.size();
        if (trust != null) {
            PemText.below(object, mistakes, KEY, "trust").trusted(trust);
        }
        if (certificate != null && key != null) {
            List<X509Certificate> chain =
                    PemText.below(object, mistakes, KEY, "certificate").chain(certificate);
            if (chain != null) {
                PemText.below(object, mistakes, KEY, "key").read(() -> Identity.of(chain, key.reveal()));
            }
        }
        if (mistakes.size() == before) {
            PemText.below(object, mistakes, KEY).read(this::read);
        }
    }

    /** Returns what handshakes are done with; {@link IllegalStateException} when a {@link #check} would have complained. */
    public SslContext context() {
        try {
            return read();
        } catch (UnusableException unusable) {
            throw new IllegalStateException(
                    KEY + ": " + unusable.found() + " (expected: " + unusable.expected() + ")", unusable);
        }
    }

    private SslContext read() throws UnusableException {
        Identity identity =
                certificate == null || key == null ? null : Identity.of(Identity.chain(certificate), key.reveal());
        return Contexts.client(trust == null ? null : Pem.certificates(trust), identity);
    }

    private static String single(String host) {
        if (host.startsWith("*")) {
            throw new IllegalArgumentException("serverName: " + host + " (expected: one name, without *)");
        }
        return host;
    }
}
