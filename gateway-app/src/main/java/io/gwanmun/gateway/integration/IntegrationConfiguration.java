package io.gwanmun.gateway.integration;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.gwanmun.gateway.integration.http.HttpLegs;
import io.gwanmun.gateway.integration.websocket.WebSocketFilters;
import io.gwanmun.gateway.pipeline.Ticker;
import io.gwanmun.gateway.route.PhaseFilterFactory;

/** Wires the call behind. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RegionProperties.class)
class IntegrationConfiguration {

    @Bean
    UpstreamMeters upstreamMeters(MeterRegistry registry) {
        return new UpstreamMeters(registry);
    }

    @Bean
    Upstreams upstreams(UpstreamMeters meters, Ticker ticker) {
        return new Upstreams(HttpLegs.ofDefaults(), meters::live, ticker);
    }

    @Bean
    PhaseFilterFactory integrationFilters(
            Upstreams upstreams, UpstreamMeters meters, RegionProperties properties, Ticker ticker) {
        return new IntegrationFilters(upstreams, meters, properties.region(), ticker);
    }

    @Bean
    RegionCheck regionCheck(RegionProperties properties) {
        return new RegionCheck(properties.region());
    }

    @Bean
    WebSocketFilters webSocketFilters(Ticker ticker) {
        return new WebSocketFilters(ticker);
    }
}
