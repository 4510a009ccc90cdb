package io.gwanmun.gateway.ingress;

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

    /** Returns where a request in clear must go instead, null when it is served as it is. */
    @Nullable
    String redirect(ServerCall call, Origin origin, Target target) {
        if (certificates.isEmpty() || origin.scheme().equals(HTTPS)) {
            return null;
        }
        String host = call.requestHeaders().get(HttpHeaderNames.HOST);
        ServerCertificate asked = certificates.find(host);
        boolean redirects = host != null && asked != null && asked.redirectsToHttps();
        return redirects ? HTTPS + "://" + bare(host) + port + sent(target) : null;
    }

    /**
     * Checks that a request came on a connection its host allows.
     *
     * @throws RefusedException when the client must come again on another one
     */
    void check(ServerCall call) {
        if (certificates.isMisdirected(call.shown(), call.requestHeaders().get(HttpHeaderNames.HOST))) {
            throw new RefusedException(Refusal.of(ClientFault.MISDIRECTED));
        }
    }

    /** Returns the value of {@code Strict-Transport-Security} for the answer to a request, null for none. */
    @Nullable
    String strictTransport(ServerCall call, Origin origin) {
        if (certificates.isEmpty() || !origin.scheme().equals(HTTPS)) {
            return null;
        }
        ServerCertificate asked = certificates.find(call.requestHeaders().get(HttpHeaderNames.HOST));
        return asked == null ? null : asked.hsts();
    }

    private static String sent(Target target) {
        return target.query() == null ? target.path() : target.path() + '?' + target.query();
    }

    private static String bare(String host) {
        int colon = host.lastIndexOf(':');
        return colon < 0 || host.endsWith("]") ? host : host.substring(0, colon);
    }
}
