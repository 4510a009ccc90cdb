package io.gwanmun.gateway.identity;

import java.time.InstantSource;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

import io.gwanmun.gateway.route.ReservedNames;

/** Wires what services get to know of callers. */
@Configuration(proxyBeanMethods = false)
class IdentityConfiguration {

    @Bean
    ReservedNames identityNames() {
        return new ReservedNames();
    }

    /** Before the engine's filters, which may hold on to the headers as they find them. */
    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    IdentityFilters identityFilters(ReservedNames identityNames) {
        return new IdentityFilters(identityNames, InstantSource.system());
    }

    @Bean
    JwksEndpoint jwksEndpoint(IdentityFilters filters) {
        return new JwksEndpoint(filters::published);
    }
}
