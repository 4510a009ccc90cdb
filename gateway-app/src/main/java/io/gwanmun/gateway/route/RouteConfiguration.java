package io.gwanmun.gateway.route;

import java.time.InstantSource;
import java.util.List;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.cloud.gateway.filter.GatewayFilter;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.cloud.gateway.filter.factory.GatewayFilterFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.server.WebHandler;

import io.gwanmun.gateway.api.Grammar;
import io.gwanmun.gateway.pipeline.Refusals;
import io.gwanmun.gateway.route.engine.EngineFilters;

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
    EngineFilters engineFilters(
            ObjectProvider<GlobalFilter> global,
            ObjectProvider<GatewayFilterFactory<?>> factories,
            ListableBeanFactory beans) {
        return new EngineFilters(
                global.orderedStream().toList(),
                beans.getBeansOfType(GatewayFilter.class),
                factories.orderedStream().toList());
    }

    @Bean
    RouteTables routeTables(
            List<PolicyReader> policyReaders, List<PhaseFilterFactory> factories, List<RevisionScope> scopes) {
        return new RouteTables(new RouteCompiler(policyReaders, factories), scopes);
    }

    @Bean
    WebHandler routes(RouteTables tables, CrossOrigin crossOrigin, Refusals refusals) {
        return new RouteHandler(tables, crossOrigin, refusals, InstantSource.system());
    }
}
