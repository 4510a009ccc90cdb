package io.gwanmun.gateway.access;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import org.springframework.http.HttpHeaders;

import io.gwanmun.gateway.pipeline.ClientFault;
import io.gwanmun.gateway.pipeline.Refusal;
import io.gwanmun.gateway.pipeline.UpstreamFault;

/**
 * What callers are told who are refused. A token that is not believed gets the same answer whatever the reason.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc6750#section-3">RFC 6750 section 3</a>
 */
final class Challenges {

    private static final String BEARER = "Bearer realm=\"gwanmun\"";
    private static final String BY_CERTIFICATE = "ClientCertificate realm=\"gwanmun\"";

    /** No token is believed here, as nobody vouches for any. */
    static final Refusal NOBODY = challenge("", BEARER);

    /** The token is not believed. */
    static final Refusal INVALID = challenge("", BEARER + ", error=\"invalid_token\"");

    /** More credentials came than one. */
    static final Refusal SEVERAL = new Refusal(
            ClientFault.BAD_REQUEST,
            "A call may bring one credential, in one header.",
            Map.of(HttpHeaders.WWW_AUTHENTICATE, BEARER + ", error=\"invalid_request\""));

    /** Nobody can say whether the token is good. */
    static final Refusal UNREACHABLE =
            new Refusal(UpstreamFault.ISSUER_UNREACHABLE, "", Map.of(HttpHeaders.RETRY_AFTER, "1"));

    /** The certificate is good, but another one is asked for. */
    static final Refusal NOT_NAMED = Refusal.of(ClientFault.FORBIDDEN);

    private Challenges() {}

    /** Returns the refusal of a call that did not show what a route asks. */
    static Refusal unproved(AccessPolicy policy) {
        if (!policy.asksForToken()) {
            return challenge("This call needs a client certificate.", BY_CERTIFICATE);
        }
        return challenge("", policy.asksForCertificate() ? BEARER + ", " + BY_CERTIFICATE : BEARER);
    }

    /** Returns the refusal of a proved caller who lacks a right. Scopes are named, roles and claims are not. */
    static Refusal lacking(Demand.Lack lack, Set<String> scopes) {
        return switch (lack) {
            case SCOPES ->
                new Refusal(
                        ClientFault.FORBIDDEN,
                        "The token was not given for this call: it lacks a scope.",
                        Map.of(
                                HttpHeaders.WWW_AUTHENTICATE,
                                BEARER + ", error=\"insufficient_scope\", scope=\""
                                        + String.join(" ", new TreeSet<>(scopes)) + '"'));
            case ROLES -> Refusal.of(ClientFault.FORBIDDEN, "The caller has no role that may make this call.");
            case CLAIMS -> Refusal.of(ClientFault.FORBIDDEN, "The caller lacks an attribute that this call needs.");
        };
    }

    private static Refusal challenge(String detail, String challenge) {
        return new Refusal(ClientFault.UNAUTHENTICATED, detail, Map.of(HttpHeaders.WWW_AUTHENTICATE, challenge));
    }
}
