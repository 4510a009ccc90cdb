package io.gwanmun.gateway.cors;

import java.util.List;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.gwanmun.gateway.pipeline.Refusals;
import io.gwanmun.gateway.route.CrossOrigin;
import io.gwanmun.gateway.route.PhaseFilterFactory;

/** Wires the rules for pages of other origins. A route without one has nothing of it in its chain. */
@Configuration(proxyBeanMethods = false)
class CorsConfiguration {

    @Bean
    PhaseFilterFactory corsFilters() {
        return (route, revision) -> {
            CorsPolicy policy = route.policy(CorsPolicy.class);
            return policy == null ? List.of() : List.of(new CorsFilter(policy));
        };
    }

    @Bean
    CrossOrigin crossOrigin(Refusals refusals) {
        return new Preflights(refusals);
    }
}
