package io.gwanmun.auth.token;

import java.time.InstantSource;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.oauth2.core.OAuth2Token;
import org.springframework.security.oauth2.server.authorization.token.DelegatingOAuth2TokenGenerator;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenGenerator;

import io.gwanmun.auth.key.KeyRing;
import io.gwanmun.auth.user.People;

/** Wires what makes tokens. */
@Configuration(proxyBeanMethods = false)
class TokenConfiguration {

    @Bean
    OAuth2TokenGenerator<OAuth2Token> tokenGenerator(
            People people, KeyRing keys, IssuerProperties issuer, InstantSource time) {
        return new DelegatingOAuth2TokenGenerator(
                new AccessTokens(people, keys, issuer, time),
                new RefreshTokens(time),
                new IdTokens(keys, issuer, time));
    }

    @Bean
    TokenProviders tokenProviders(GrantStore store, InstantSource time) {
        return new TokenProviders(new Introspection(store, time), new Revocation(store));
    }
}
