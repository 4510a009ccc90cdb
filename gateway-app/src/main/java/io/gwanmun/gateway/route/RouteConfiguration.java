package io.gwanmun.gateway.route;

import java.time.InstantSource;
import java.util.List;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.server.WebHandler;

import io.gwanmun.gateway.api.Grammar;
import io.gwanmun.gateway.pipeline.Refusals;

/** Wires the live routes. */
@Configuration(proxyBeanMethods = false)
class RouteConfiguration {

    @Bean
    List<PolicyReader> policyReaders() {
        return Grammars.readers(Thread.currentThread().getContextClassLoader());
    }

    @Bean
    Grammar grammar(List<PolicyReader> policyReaders) {
        return Grammars.of(policyReaders);
    }

    @Bean
    RouteTables routeTables(
            List<PolicyReader> policyReaders, List<PhaseFilterFactory> factories, List<RevisionScope> scopes) {
        return new RouteTables(new RouteCompiler(policyReaders, factories), scopes);
    }

    @Bean
    WebHandler routes(RouteTables tables, Refusals refusals) {
        return new RouteHandler(tables, refusals, InstantSource.system());
    }
}
