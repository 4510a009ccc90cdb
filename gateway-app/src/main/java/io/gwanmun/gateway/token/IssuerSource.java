package io.gwanmun.gateway.token;

import java.net.URI;
import java.time.Duration;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.gwanmun.gateway.api.Secret;

/**
 * An issuer as written. Equal ones ask for the same, so that what is known of one outlives a reload.
 *
 * @param issuer exactly what its tokens say under {@code iss}
 * @param audiences a token must be meant for one of them, at least one
 * @param keys where the keys are that sign its tokens
 * @param rules which headers and claims are taken
 * @param reference who knows its reference tokens; null when it has none
 */
public record IssuerSource(
        String issuer,
        Set<String> audiences,
        Keys keys,
        Rules rules,
        @Nullable Reference reference) {

    /** Copies the audiences. */
    public IssuerSource {
        audiences = Set.copyOf(audiences);
    }

    /** Says whether it signs JSON Web Tokens. */
    public boolean signsTokens() {
        return !(keys instanceof NoKeys);
    }

    /** Where keys are. */
    public sealed interface Keys {}

    /** Where the issuer says, which its metadata tell. */
    public record DiscoveredKeys() implements Keys {}

    /** At an address. */
    public record KeysAt(URI address) implements Keys {}

    /** Nowhere: the issuer has no JSON Web Tokens. */
    public record NoKeys() implements Keys {}

    /**
     * Which headers and claims are taken.
     *
     * @param algorithms the algorithms of signatures, by their names in RFC 7518 and RFC 8037
     * @param types the values of the header {@code typ}, in small letters and without {@code application/}; {@code absent}
     *     stands for none
     * @param skew by how much clocks may differ, 0 to 5 minutes
     * @param roles the claim with the roles, or the path to it such as {@code realm_access.roles}
     */
    public record Rules(Set<String> algorithms, Set<String> types, Duration skew, String roles) {

        /** Copies the sets. */
        public Rules {
            algorithms = Set.copyOf(algorithms);
            types = Set.copyOf(types);
        }
    }

    /** Who knows reference tokens. */
    public sealed interface Reference {}

    /** The state that our own auth-server writes. */
    public record State() implements Reference {}

    /**
     * An introspection endpoint (RFC 7662).
     *
     * @param endpoint where it is
     * @param client as whom the gateway asks
     * @param secret how it proves that
     */
    public record Introspection(URI endpoint, String client, Secret secret) implements Reference {}
}
