package io.gwanmun.auth.token;

import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2TokenRevocationAuthenticationToken;

import io.gwanmun.auth.state.Sha256;

/**
 * Ends a token that its client gives back (<a href="https://datatracker.ietf.org/doc/html/rfc7009">RFC 7009</a>): an access
 * token by itself, with a refresh token the whole grant. A token that is not the client's own, or not known, is answered alike
 * and stays as it is.
 */
final class Revocation implements AuthenticationProvider {

    private final GrantStore store;

    Revocation(GrantStore store) {
        this.store = store;
    }

    @Override
    public Authentication authenticate(Authentication authentication) {
        OAuth2TokenRevocationAuthenticationToken asked = (OAuth2TokenRevocationAuthenticationToken) authentication;
        String client = ClientPrincipal.registered(ClientPrincipal.of(asked)).getId();
        String hash = Sha256.of(asked.getToken());
        store.find(hash).filter(found -> found.grant().client().equals(client)).ifPresent(found -> end(found, hash));
        return asked;
    }

    private void end(GrantStore.Found found, String hash) {
        if (found.kind().equals(GrantStore.ACCESS)) {
            store.endAccess(found.grant().id(), hash);
        } else if (found.is(Grant.Kind.REFRESH_TOKEN)) {
            // One that another has taken the place of as well.
            store.end(found.grant().id());
        }
    }

    @Override
    public boolean supports(Class<?> type) {
        return OAuth2TokenRevocationAuthenticationToken.class.isAssignableFrom(type);
    }
}
