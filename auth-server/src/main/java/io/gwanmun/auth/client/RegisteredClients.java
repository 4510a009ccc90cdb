package io.gwanmun.auth.client;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.ClientSettings;
import org.springframework.security.oauth2.server.authorization.settings.OAuth2TokenFormat;
import org.springframework.security.oauth2.server.authorization.settings.TokenSettings;
import org.springframework.stereotype.Component;

/** Tells the protocol what is known of clients. Each must use PKCE, gets a new refresh token at each refresh, and no more. */
@Component
public class RegisteredClients implements RegisteredClientRepository {

    private static final String CLIENT = Client.class.getName();

    /** How long a code may stay unused. */
    private static final Duration CODE_LIFE = Duration.ofMinutes(1);

    private final ClientStore store;

    RegisteredClients(ClientStore store) {
        this.store = store;
    }

    /** Returns what else is known of a client. */
    public static Client settings(RegisteredClient client) {
        return Objects.requireNonNull(client.getClientSettings().getSetting(CLIENT));
    }

    @Override
    public void save(RegisteredClient client) {
        throw new UnsupportedOperationException("Clients are written through the admin API");
    }

    @Override
    public @Nullable RegisteredClient findById(String id) {
        return store.find(id).map(RegisteredClients::registered).orElse(null);
    }

    @Override
    public @Nullable RegisteredClient findByClientId(String id) {
        return findById(id);
    }

    private static RegisteredClient registered(ClientStore.Kept kept) {
        Client client = kept.client();
        String id = String.valueOf(client.id());
        RegisteredClient.Builder builder = RegisteredClient.withId(id)
                .clientId(id)
                .clientName(String.valueOf(client.name()))
                .clientIdIssuedAt(kept.created())
                .clientAuthenticationMethods(methods -> client.authentication().stream()
                        .map(ClientAuthenticationMethod::new)
                        .forEach(methods::add))
                .authorizationGrantTypes(grants -> grants(client).forEach(grants::add))
                .redirectUris(uris -> uris.addAll(client.redirectUris()))
                .postLogoutRedirectUris(uris -> uris.addAll(client.postLogoutRedirectUris()))
                .scopes(scopes -> scopes.addAll(client.scopes()))
                .clientSettings(ClientSettings.builder()
                        .requireProofKey(true)
                        .requireAuthorizationConsent(client.consent())
                        .tokenEndpointAuthenticationSigningAlgorithm(SignatureAlgorithm.RS256)
                        .settings(settings -> settings.put(CLIENT, client))
                        .build())
                .tokenSettings(tokens(client));
        return kept.secretHash() == null
                ? builder.build()
                : builder.clientSecret(kept.secretHash()).build();
    }

    private static List<AuthorizationGrantType> grants(Client client) {
        // The library refuses a client without any; one that only introspects gets a grant that no endpoint serves.
        List<String> grants = client.grants().isEmpty() ? List.of("introspection_only") : client.grants();
        return grants.stream().map(AuthorizationGrantType::new).toList();
    }

    private static TokenSettings tokens(Client client) {
        OAuth2TokenFormat format = Map.of(
                        Client.TokenKind.claims, OAuth2TokenFormat.SELF_CONTAINED,
                        Client.TokenKind.reference, OAuth2TokenFormat.REFERENCE)
                .getOrDefault(client.token(), OAuth2TokenFormat.SELF_CONTAINED);
        return TokenSettings.builder()
                .accessTokenFormat(format)
                .authorizationCodeTimeToLive(CODE_LIFE)
                .accessTokenTimeToLive(Objects.requireNonNull(Lives.parse(client.accessLife())))
                .refreshTokenTimeToLive(Objects.requireNonNull(Lives.parse(client.refreshLife())))
                .reuseRefreshTokens(false)
                .build();
    }
}
