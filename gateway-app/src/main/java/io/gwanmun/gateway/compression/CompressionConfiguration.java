package io.gwanmun.gateway.compression;

import java.util.List;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.gwanmun.gateway.route.PhaseFilterFactory;

/** Wires compression. A route without it has nothing of it in its chain. */
@Configuration(proxyBeanMethods = false)
class CompressionConfiguration {

    @Bean
    PhaseFilterFactory compressionFilters() {
        return (route, revision) -> {
            CompressionPolicy policy = route.policy(CompressionPolicy.class);
            return policy == null || policy.types().isEmpty() ? List.of() : List.of(new CompressionFilter(policy));
        };
    }
}
