package io.gwanmun.gateway.access;

import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

import org.jspecify.annotations.Nullable;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.http.HttpHeaders;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

import io.gwanmun.gateway.pipeline.ClientFault;
import io.gwanmun.gateway.pipeline.Downstream;
import io.gwanmun.gateway.pipeline.Phase;
import io.gwanmun.gateway.pipeline.PhaseFilter;
import io.gwanmun.gateway.pipeline.Refusal;
import io.gwanmun.gateway.pipeline.Refusals;

/**
 * Lets callers pass by the certificate of their connection.
 *
 * <ol>
 *   <li>Takes the certificate that was verified in the handshake. Without one, or when it has expired since, 401.
 *   <li>Compares its names with what the route asks. When they do not fit, 403.
 * </ol>
 */
final class CertificateFilter implements PhaseFilter {

    private static final Refusal NOT_SHOWN = new Refusal(
            ClientFault.UNAUTHENTICATED,
            "This call needs a client certificate.",
            Map.of(HttpHeaders.WWW_AUTHENTICATE, "ClientCertificate realm=\"gwanmun\""));
    private static final Refusal NOT_NAMED = Refusal.of(ClientFault.FORBIDDEN);

    private final List<CertificateRule> rules;
    private final Refusals refusals;
    private final InstantSource clock;

    CertificateFilter(List<CertificateRule> rules, Refusals refusals, InstantSource clock) {
        this.rules = rules;
        this.refusals = refusals;
        this.clock = clock;
    }

    @Override
    public Phase phase() {
        return Phase.AUTHENTICATE;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        Refusal refusal = refusal(exchange);
        return refusal == null ? chain.filter(exchange) : refusals.write(exchange, refusal);
    }

    private @Nullable Refusal refusal(ServerWebExchange exchange) {
        X509Certificate shown = shown(exchange);
        if (shown == null || shown.getNotAfter().getTime() < clock.millis()) {
            return NOT_SHOWN;
        }
        for (CertificateRule rule : rules) {
            if (!rule.accepts(shown)) {
                return NOT_NAMED;
            }
        }
        return null;
    }

    /** Returns the client's own certificate, null when it showed none that was verified. */
    private static @Nullable X509Certificate shown(ServerWebExchange exchange) {
        Downstream client = Downstream.KEY.find(exchange);
        SSLSession session = client == null ? null : client.tls();
        if (session == null) {
            return null;
        }
        try {
            return session.getPeerCertificates()[0] instanceof X509Certificate own ? own : null;
        } catch (SSLPeerUnverifiedException notShown) {
            return null;
        }
    }
}
