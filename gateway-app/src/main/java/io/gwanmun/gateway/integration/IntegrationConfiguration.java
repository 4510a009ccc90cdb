package io.gwanmun.gateway.integration;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.gwanmun.gateway.integration.http.HttpLegs;
import io.gwanmun.gateway.pipeline.Ticker;
import io.gwanmun.gateway.route.PhaseFilterFactory;

/** Wires the call behind. */
@Configuration(proxyBeanMethods = false)
class IntegrationConfiguration {

    @Bean
    Upstreams upstreams(Ticker ticker) {
        return new Upstreams(HttpLegs.ofDefaults(), ticker);
    }

    @Bean
    PhaseFilterFactory integrationFilters(Upstreams upstreams, Ticker ticker) {
        return new IntegrationFilters(upstreams, ticker);
    }
}
