package io.gwanmun.gateway.access;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.jspecify.annotations.Nullable;
import org.springframework.web.server.ServerWebExchange;

import io.gwanmun.gateway.pipeline.Caller;
import io.gwanmun.gateway.pipeline.Downstream;

/**
 * What a caller has shown, each of it verified.
 *
 * @param caller who its token says it is, null without one
 * @param token what kind of token that was
 * @param certificate the certificate of its connection, null without one
 */
record Shown(
        @Nullable Caller caller,
        Proof.@Nullable Credential token,
        @Nullable X509Certificate certificate) {

    /** The same caller for the same certificate of a connection: by that, what is signed of a caller is kept. */
    private static final Cache<X509Certificate, Caller> NAMED =
            Caffeine.newBuilder().weakKeys().build();

    static Shown of(@Nullable Caller caller, @Nullable X509Certificate certificate) {
        if (caller == null) {
            return new Shown(null, null, certificate);
        }
        TokenKind kind = TokenKind.JWT.word().equals(caller.proof()) ? TokenKind.JWT : TokenKind.REFERENCE;
        return new Shown(caller, new Proof.Credential(kind, caller.issuer()), certificate);
    }

    /** Returns who calls: whom the token means, else whom the certificate names; null when neither is there. */
    @Nullable
    Caller whoever() {
        return caller != null || certificate == null ? caller : NAMED.get(certificate, Shown::named);
    }

    private static Caller named(X509Certificate certificate) {
        return new Caller(
                "clientCertificate",
                "",
                certificate.getSubjectX500Principal().getName(),
                null,
                Set.of(),
                Set.of(),
                Map.of(),
                Instant.ofEpochMilli(certificate.getNotAfter().getTime()));
    }

    /**
     * Returns the client's own certificate, verified in the handshake.
     *
     * @return null when there is none, or when it has expired since
     */
    static @Nullable X509Certificate certificate(ServerWebExchange exchange, long nowMillis) {
        Downstream client = Downstream.KEY.find(exchange);
        SSLSession session = client == null ? null : client.tls();
        if (session == null) {
            return null;
        }
        try {
            return session.getPeerCertificates()[0] instanceof X509Certificate own
                            && own.getNotAfter().getTime() >= nowMillis
                    ? own
                    : null;
        } catch (SSLPeerUnverifiedException notShown) {
            return null;
        }
    }
}
