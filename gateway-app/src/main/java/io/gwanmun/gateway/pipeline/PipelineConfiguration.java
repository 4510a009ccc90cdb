package io.gwanmun.gateway.pipeline;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires what every room shares. */
@Configuration(proxyBeanMethods = false)
class PipelineConfiguration {

    @Bean
    Refusals refusals() {
        return new Refusals();
    }

    @Bean
    Ticker ticker() {
        return Ticker.system();
    }
}
