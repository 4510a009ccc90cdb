package io.gwanmun.gateway.token;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.gwanmun.gateway.api.Mistakes;
import io.gwanmun.gateway.api.Revision;
import io.gwanmun.gateway.api.Source;
import io.gwanmun.gateway.api.Where;
import io.gwanmun.gateway.api.Written;
import io.gwanmun.gateway.network.OutboundPolicy;

/**
 * Tells what does not fit between issuers, and which of their addresses the gateway would never connect to. Where names lead is
 * looked at for each connection.
 */
final class IssuerCheck {

    private static final OutboundPolicy PUBLIC = OutboundPolicy.allowing();

    private IssuerCheck() {}

    static void check(Revision revision, Mistakes mistakes) {
        Map<String, Written<IssuerSource>> byClaim = new HashMap<>();
        @Nullable Written<IssuerSource> state = null;
        OutboundPolicy policy = OutboundPolicy.find(revision);
        for (Written<IssuerSource> issuer : revision.all(IssuerReader.ISSUERS).values()) {
            IssuerSource source = issuer.value();
            Written<IssuerSource> twin = byClaim.putIfAbsent(source.issuer(), issuer);
            if (twin != null) {
                add(issuer, "issuer", mistakes, ", as " + twin.where() + " has it", "an issuer of its own", null);
            }
            if (source.reference() instanceof IssuerSource.State) {
                if (state != null) {
                    add(
                            issuer,
                            "reference",
                            mistakes,
                            ", as " + state.where() + " has it",
                            "it on one issuer only",
                            null);
                }
                state = issuer;
            }
            if (policy != null) {
                checkAddresses(issuer, policy, mistakes);
            }
        }
    }

    private static void checkAddresses(Written<IssuerSource> issuer, OutboundPolicy policy, Mistakes mistakes) {
        IssuerSource source = issuer.value();
        if (source.keys() instanceof IssuerSource.KeysAt at) {
            check(issuer, "jwks", at.address(), policy, mistakes);
        } else if (source.keys() instanceof IssuerSource.DiscoveredKeys) {
            check(issuer, "issuer", URI.create(source.issuer()), policy, mistakes);
        }
        if (source.reference() instanceof IssuerSource.Introspection at) {
            check(issuer, "reference", at.endpoint(), policy, mistakes);
        }
    }

    private static void check(
            Written<IssuerSource> issuer, String key, URI address, OutboundPolicy policy, Mistakes mistakes) {
        String host = host(address);
        OutboundPolicy.Refused refused = policy.whyNot(host);
        if (refused != null) {
            add(
                    issuer,
                    key,
                    mistakes,
                    ", " + refused.what(),
                    "an address the gateway may connect to: a public one unless more is allowed",
                    "If it is meant, write: " + refused.remedy());
        } else if (OutboundPolicy.isAmbiguous(host)) {
            add(issuer, key, mistakes, "", "a host name, or an address in its plain form", null);
        } else if ("http".equals(address.getScheme()) && isPublic(host)) {
            add(issuer, key, mistakes, ", a public address without TLS", "https", null);
        }
    }

    /** A literal that is allowed even when nothing but public addresses is; where names lead is seen when connecting. */
    private static boolean isPublic(String host) {
        boolean literal = host.indexOf(':') >= 0 || host.matches("[0-9.]+");
        return literal && PUBLIC.whyNot(host) == null;
    }

    private static String host(URI address) {
        String host = String.valueOf(address.getHost());
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    private static void add(
            Written<IssuerSource> issuer,
            String key,
            Mistakes mistakes,
            String why,
            String expected,
            @Nullable String hint) {
        Source.Entry entry = issuer.source() instanceof Source.Mapping mapping ? mapping.find(key) : null;
        Source source = entry == null ? issuer.source() : entry.value();
        Where where = issuer.where().key(key);
        mistakes.add(source, where, source.described() + why, expected, hint);
    }
}
