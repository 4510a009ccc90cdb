package io.gwanmun.auth.testing;

import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.server.authorization.InMemoryOAuth2AuthorizationConsentService;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationConsentService;
import org.springframework.security.oauth2.server.authorization.client.InMemoryRegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;

import io.gwanmun.auth.token.Grants;

@Configuration(proxyBeanMethods = false)
class StandIns {

    @Bean
    @ConditionalOnMissingBean
    Grants grants() {
        return new Grants() {
            @Override
            public void endAllOfPerson(String personId) {}

            @Override
            public void endAllOfClient(String clientId) {}
        };
    }

    @Bean
    @ConditionalOnMissingBean
    io.gwanmun.auth.client.ClientEnd clientEnd() {
        return id -> {};
    }

    @Bean
    @ConditionalOnMissingBean
    RegisteredClientRepository clients() {
        return new InMemoryRegisteredClientRepository(RegisteredClient.withId("shop")
                .clientId("shop")
                .clientName("The Shop & Co. <b>")
                .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
                .build());
    }

    @Bean
    @ConditionalOnMissingBean
    OAuth2AuthorizationConsentService consents() {
        return new InMemoryOAuth2AuthorizationConsentService();
    }
}
