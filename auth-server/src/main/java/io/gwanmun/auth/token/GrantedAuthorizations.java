package io.gwanmun.auth.token;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.core.oidc.endpoint.OidcParameterNames;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.stereotype.Component;

import io.gwanmun.auth.event.Event;
import io.gwanmun.auth.state.Sha256;

/**
 * Keeps what the protocol grants, and notices what is used twice. A code or refresh token that was used before ends the whole
 * grant (<a href="https://datatracker.ietf.org/doc/html/rfc6749#section-4.1.2">RFC 6749 section 4.1.2</a>, <a
 * href="https://datatracker.ietf.org/doc/html/rfc9700#section-4.14">RFC 9700 section 4.14</a>): one of the two users is a thief,
 * and nobody can say which.
 */
@Component
class GrantedAuthorizations implements OAuth2AuthorizationService {

    private static final Map<String, Grant.Kind> KINDS = Map.of(
            OAuth2ParameterNames.STATE,
            Grant.Kind.STATE,
            OAuth2ParameterNames.CODE,
            Grant.Kind.CODE,
            OAuth2ParameterNames.DEVICE_CODE,
            Grant.Kind.DEVICE_CODE,
            OAuth2ParameterNames.USER_CODE,
            Grant.Kind.USER_CODE,
            OAuth2TokenType.REFRESH_TOKEN.getValue(),
            Grant.Kind.REFRESH_TOKEN,
            OidcParameterNames.ID_TOKEN,
            Grant.Kind.ID_TOKEN);

    private final GrantStore store;
    private final RegisteredClientRepository clients;
    private final InstantSource time;

    GrantedAuthorizations(GrantStore store, RegisteredClientRepository clients, InstantSource time) {
        this.store = store;
        this.clients = clients;
        this.time = time;
    }

    @Override
    public void save(OAuth2Authorization authorization) {
        Grant before = authorization.getAttribute(AuthorizationReading.GRANT);
        Grant after = AuthorizationWriting.of(authorization, time.instant());
        if (store.replace(before, after)) {
            return;
        }
        if (after.spendsMoreThan(before)) {
            endReused(after);
        }
        throw new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_GRANT);
    }

    @Override
    public void remove(OAuth2Authorization authorization) {
        store.end(authorization.getId());
    }

    @Override
    public @Nullable OAuth2Authorization findById(String id) {
        return store.load(id).map(grant -> read(grant, null)).orElse(null);
    }

    @Override
    public @Nullable OAuth2Authorization findByToken(String token, @Nullable OAuth2TokenType type) {
        String hash = Sha256.of(token);
        GrantStore.Found found = store.find(hash).orElse(null);
        if (found == null || type == null) {
            return null;
        }
        boolean usable = OAuth2TokenType.ACCESS_TOKEN.equals(type)
                ? found.grant()
                        .access(hash)
                        .filter(access -> access.ends().isAfter(time.instant()))
                        .isPresent()
                : isUsable(found, KINDS.get(type.getValue()), hash);
        return usable ? read(found.grant(), token) : null;
    }

    private boolean isUsable(GrantStore.Found found, Grant.@Nullable Kind kind, String hash) {
        if (kind == null || !found.is(kind)) {
            return false;
        }
        Grant grant = found.grant();
        Optional<Grant.Part> part = grant.part(kind).filter(now -> now.hash().equals(hash));
        if (part.isEmpty()) {
            // Another has taken its place.
            if (kind == Grant.Kind.REFRESH_TOKEN) {
                endReused(grant);
            }
            return false;
        }
        boolean once = kind == Grant.Kind.CODE || kind == Grant.Kind.DEVICE_CODE;
        if (once && part.get().spent() && grant.hasTokens()) {
            endReused(grant);
            return false;
        }
        Instant now = time.instant();
        // Devices are told that their code has ended, and people log out by ID tokens that have.
        boolean late = kind == Grant.Kind.DEVICE_CODE || kind == Grant.Kind.ID_TOKEN;
        return late || part.get().ends().isAfter(now);
    }

    private void endReused(Grant grant) {
        // One of the two who used it is a thief.
        Event.of("token.reused")
                .person(grant.subject())
                .with("client", grant.client())
                .log();
        store.end(grant.id());
    }

    private @Nullable OAuth2Authorization read(Grant grant, @Nullable String presented) {
        RegisteredClient client = clients.findById(grant.client());
        return client == null ? null : AuthorizationReading.of(grant, client, presented);
    }
}
