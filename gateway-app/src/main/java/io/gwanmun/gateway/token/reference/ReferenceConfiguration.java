package io.gwanmun.gateway.token.reference;

import java.time.InstantSource;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.gwanmun.gateway.pipeline.Ticker;
import io.gwanmun.gateway.state.ConditionalOnState;
import io.gwanmun.gateway.state.SharedState;

/** Wires who knows reference tokens. What lies in shared state exists only when there is some. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({RevocationProperties.class, IntrospectionProperties.class})
class ReferenceConfiguration {

    @Bean
    @ConditionalOnState
    RevocationFeed revocations(SharedState state, RevocationProperties properties, Ticker ticker) {
        return new RevocationFeed(state.tail(RevocationFeed.STREAM), properties, InstantSource.system(), ticker);
    }

    @Bean
    @ConditionalOnState
    StateTokens stateTokens(SharedState state) {
        return new StateTokens(state);
    }

    @Bean
    Introspections introspections(IntrospectionProperties properties, Ticker ticker) {
        return new Introspections(properties, ticker);
    }

    @Bean
    @ConditionalOnState
    FeedMeters feedMeters(RevocationFeed feed) {
        return new FeedMeters(feed);
    }
}
