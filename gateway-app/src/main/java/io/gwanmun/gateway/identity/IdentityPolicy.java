package io.gwanmun.gateway.identity;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

import io.gwanmun.gateway.route.RoutePolicy;

/**
 * What a service gets to know of proven callers.
 *
 * @param headers which headers are set, and to what; one without a value is left out
 * @param token the token the gateway signs, null for none
 * @param passToken whether the caller's {@code Authorization} goes along
 */
record IdentityPolicy(
        Map<String, ValueSource> headers, @Nullable Token token, boolean passToken) implements RoutePolicy {

    /** Nothing was said. */
    static final IdentityPolicy NOTHING = new IdentityPolicy(Map.of(), null, false);

    IdentityPolicy {
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
        Set<String> small = new TreeSet<>();
        List<String> all = new ArrayList<>(headers.keySet());
        if (token != null) {
            all.add(token.header());
        }
        for (String name : all) {
            if (!small.add(name.toLowerCase(Locale.ROOT))) {
                throw new IllegalArgumentException(
                        "header \"" + name + "\" twice (expected: each once; upper and lower case do not count)");
            }
        }
    }

    /** Returns the names of all headers this sets. */
    List<String> names() {
        List<String> names = new ArrayList<>(headers.keySet());
        if (token != null) {
            names.add(token.header());
        }
        return names;
    }

    @Override
    public String toString() {
        List<String> said = new ArrayList<>();
        headers.forEach((name, value) -> said.add(name + " = " + value));
        if (token != null) {
            said.add(token.header() + " = a token for " + token.audience());
        }
        return (said.isEmpty() ? "nothing is said of the caller" : String.join(", ", said))
                + (passToken ? ", Authorization goes along" : "");
    }

    /**
     * A token the gateway signs.
     *
     * @param header the header it stands in
     * @param audience whom it is for: the claim {@code aud}
     * @param ttl how long it holds, 2 seconds or more
     * @param claims the claims of the caller that are copied, besides those every token has
     */
    record Token(String header, String audience, Duration ttl, List<String> claims) {

        private static final Set<String> OWN = Set.of(
                "iss", "sub", "aud", "exp", "iat", "nbf", "jti", "client_id", "roles", "scope", "idp", "cnf", "act");

        Token {
            claims = List.copyOf(claims);
            for (String claim : claims) {
                if (OWN.contains(claim)) {
                    throw new IllegalArgumentException(
                            "claim: " + claim + " (expected: one that the gateway does not set itself)");
                }
            }
        }
    }
}
