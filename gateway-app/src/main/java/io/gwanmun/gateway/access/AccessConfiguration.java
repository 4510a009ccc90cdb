package io.gwanmun.gateway.access;

import java.util.List;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.gwanmun.gateway.pipeline.PhaseFilter;
import io.gwanmun.gateway.pipeline.Refusals;
import io.gwanmun.gateway.route.PhaseFilterFactory;
import io.gwanmun.gateway.route.RoutePolicies;

/** Wires the access checks. An open route has no check in its chain at all. */
@Configuration(proxyBeanMethods = false)
class AccessConfiguration {

    @Bean
    PhaseFilterFactory accessFilters(Refusals refusals) {
        List<PhaseFilter> refuse = List.of(new AccessFilter(refusals));
        return (route, revision) -> isOpen(route) ? List.of() : refuse;
    }

    private static boolean isOpen(RoutePolicies route) {
        AccessPolicy policy = route.policy(AccessPolicy.class);
        return policy != null && policy.isOpen();
    }
}
