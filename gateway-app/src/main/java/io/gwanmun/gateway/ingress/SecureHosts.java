package io.gwanmun.gateway.ingress;

import java.util.Map;

import io.netty.handler.codec.http.HttpHeaderNames;
import org.jspecify.annotations.Nullable;

import io.gwanmun.gateway.ingress.http.ServerCall;
import io.gwanmun.gateway.pipeline.ClientFault;
import io.gwanmun.gateway.pipeline.Origin;
import io.gwanmun.gateway.pipeline.Refusal;
import io.gwanmun.gateway.pipeline.RefusedException;
import io.gwanmun.gateway.tls.ServerCertificate;
import io.gwanmun.gateway.tls.ServerCertificates;

/** What hosts ask of the connections their requests come on: to be TLS, to have shown a certificate. */
final class SecureHosts {

    private static final String HTTPS = "https";
    private static final int DEFAULT_PORT = 443;

    private final ServerCertificates certificates;
    private final String port;

    /** Takes the port that clients use for https. */
    SecureHosts(ServerCertificates certificates, int publicPort) {
        this.certificates = certificates;
        this.port = publicPort == DEFAULT_PORT ? "" : ":" + publicPort;
    }

    /**
     * Checks a request whose head is sound.
     *
     * @return the value of {@code Strict-Transport-Security} for its answer, null for none
     * @throws RefusedException when the client must come again, over TLS or on another connection
     */
    @Nullable
    String check(ServerCall call, Origin origin, Target target) {
        if (certificates.isEmpty()) {
            return null;
        }
        String host = call.requestHeaders().get(HttpHeaderNames.HOST);
        ServerCertificate asked = certificates.find(host);
        boolean secure = origin.scheme().equals(HTTPS);
        if (!secure && asked != null && asked.redirectsToHttps() && host != null) {
            throw new RefusedException(new Refusal(
                    ClientFault.HTTPS_REQUIRED,
                    "",
                    Map.of("Location", HTTPS + "://" + bare(host) + port + sent(target))));
        }
        if (certificates.isMisdirected(call.shown(), host)) {
            throw new RefusedException(Refusal.of(ClientFault.MISDIRECTED));
        }
        return secure && asked != null ? asked.hsts() : null;
    }

    private static String sent(Target target) {
        return target.query() == null ? target.path() : target.path() + '?' + target.query();
    }

    private static String bare(String host) {
        int colon = host.lastIndexOf(':');
        return colon < 0 || host.endsWith("]") ? host : host.substring(0, colon);
    }
}
