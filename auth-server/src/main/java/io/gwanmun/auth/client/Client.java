package io.gwanmun.auth.client;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A program that asks for tokens, in the form in which it is written, read and kept. What is left out gets its default in
 * the compact constructor; {@link ClientRules} says what is wrong with the rest.
 *
 * @param id the {@code client_id}; made up when left out
 * @param name what people are shown when they are asked for consent
 * @param authentication how it proves who it is: {@code client_secret_basic}, {@code client_secret_post},
 *     {@code private_key_jwt}, or {@code none} alone for a public client
 * @param jwks its public keys (RFC 7517), for {@code private_key_jwt}
 * @param redirectUris where people are sent back to, compared exactly
 * @param postLogoutRedirectUris where people are sent after logging out, compared exactly
 * @param grants by what it gets tokens: {@code authorization_code}, {@code refresh_token}, {@code client_credentials},
 *     {@code urn:ietf:params:oauth:grant-type:device_code}
 * @param scopes what it may ask for at most
 * @param audiences who its access tokens are for
 * @param roles what it is when it calls for itself; the claim {@code roles} of {@code client_credentials}
 * @param token what kind of access token it gets
 * @param accessLife how long access tokens live, such as {@code 5m}; 10 s to 24 h
 * @param refreshLife how long after the login the last refresh can be, such as {@code 30d}; 1 min to 365 d
 * @param consent whether people are asked
 * @param introspection whether it may ask about the tokens of others, as gateways do
 */
public record Client(
        @Nullable String id,
        @Nullable String name,
        List<String> authentication,
        @Nullable Map<String, Object> jwks,
        List<String> redirectUris,
        List<String> postLogoutRedirectUris,
        List<String> grants,
        List<String> scopes,
        List<String> audiences,
        List<String> roles,
        TokenKind token,
        String accessLife,
        String refreshLife,
        Boolean consent,
        Boolean introspection) {

    /** The value of {@code authentication} of a client that can keep no secret. */
    public static final String PUBLIC = "none";

    /** What an access token is. */
    public enum TokenKind {
        /** A JSON Web Token that says everything itself. */
        claims,
        /** A random string; what it stands for is in Redis. */
        reference
    }

    /** Fills in the defaults. */
    @SuppressWarnings("NullAway") // The reader of JSON leaves null what was left out.
    public Client {
        authentication = authentication == null ? List.of("client_secret_basic") : List.copyOf(authentication);
        redirectUris = redirectUris == null ? List.of() : List.copyOf(redirectUris);
        postLogoutRedirectUris = postLogoutRedirectUris == null ? List.of() : List.copyOf(postLogoutRedirectUris);
        grants = grants == null ? List.of() : List.copyOf(grants);
        scopes = scopes == null ? List.of() : List.copyOf(scopes);
        audiences = audiences == null ? List.of("gateway") : List.copyOf(audiences);
        roles = roles == null ? List.of() : List.copyOf(roles);
        token = token == null ? TokenKind.claims : token;
        accessLife = accessLife == null ? "5m" : accessLife;
        refreshLife = refreshLife == null ? "30d" : refreshLife;
        consent = consent != null && consent;
        introspection = introspection != null && introspection;
    }

    /** Says whether it can keep no secret. */
    public boolean keepsNoSecret() {
        return authentication.contains(PUBLIC);
    }

    /** Says whether it has a secret. */
    boolean hasSecret() {
        return authentication.stream().anyMatch(method -> method.startsWith("client_secret"));
    }

    Client withId(String given) {
        return new Client(
                given,
                name,
                authentication,
                jwks,
                redirectUris,
                postLogoutRedirectUris,
                grants,
                scopes,
                audiences,
                roles,
                token,
                accessLife,
                refreshLife,
                consent,
                introspection);
    }
}
