package io.gwanmun.gateway.tls;

import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLException;

import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import org.jspecify.annotations.Nullable;

import io.gwanmun.gateway.tls.CertificateSource.Mode;

/**
 * Makes what handshakes are done with: the Java runtime's TLS 1.3 and 1.2, with forward secrecy and authenticated
 * encryption only, the choice of <a href="https://datatracker.ietf.org/doc/html/rfc9325#section-4.2">RFC 9325</a>.
 */
final class Contexts {

    private static final List<String> CIPHERS = List.of(
            "TLS_AES_128_GCM_SHA256",
            "TLS_AES_256_GCM_SHA384",
            "TLS_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");

    private static final ApplicationProtocolConfig HTTP = new ApplicationProtocolConfig(
            Protocol.ALPN,
            SelectorFailureBehavior.NO_ADVERTISE,
            SelectedListenerFailureBehavior.ACCEPT,
            ApplicationProtocolNames.HTTP_2,
            ApplicationProtocolNames.HTTP_1_1);

    private Contexts() {}

    /**
     * Returns what a server shows its clients.
     *
     * @param identity key and chain
     * @param mode whether clients show a certificate; null when they are not asked
     * @param trust who may have issued those
     */
    static SslContext server(Identity identity, @Nullable Mode mode, List<X509Certificate> trust)
            throws UnusableException {
        SslContextBuilder builder =
                SslContextBuilder.forServer(identity.key(), identity.chain()).applicationProtocolConfig(HTTP);
        if (mode != null) {
            builder.trustManager(trust).clientAuth(mode == Mode.REQUIRED ? ClientAuth.REQUIRE : ClientAuth.OPTIONAL);
        }
        return built(builder);
    }

    /**
     * Returns what a client of a service needs; host names are checked.
     *
     * @param trust who may have issued the service's certificate; null for what the Java runtime trusts
     * @param identity what is shown to the service; null for nothing
     */
    static SslContext client(@Nullable List<X509Certificate> trust, @Nullable Identity identity)
            throws UnusableException {
        SslContextBuilder builder = SslContextBuilder.forClient().endpointIdentificationAlgorithm("HTTPS");
        if (trust != null) {
            builder.trustManager(trust);
        }
        if (identity != null) {
            builder.keyManager(identity.key(), identity.chain());
        }
        return built(builder);
    }

    private static SslContext built(SslContextBuilder builder) throws UnusableException {
        try {
            return builder.sslProvider(SslProvider.JDK)
                    .protocols("TLSv1.3", "TLSv1.2")
                    .ciphers(CIPHERS)
                    .build();
        } catch (SSLException | IllegalArgumentException refused) {
            throw new UnusableException(
                    "a certificate the Java runtime refuses",
                    "a certificate for TLS and the key it was issued for",
                    null);
        }
    }
}
