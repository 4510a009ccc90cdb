package io.gwanmun.gateway.access;

import java.time.InstantSource;
import java.util.List;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.gwanmun.gateway.pipeline.PhaseFilter;
import io.gwanmun.gateway.pipeline.Refusals;
import io.gwanmun.gateway.route.PhaseFilterFactory;

/** Wires the access checks. An open route has no check in its chain at all. */
@Configuration(proxyBeanMethods = false)
class AccessConfiguration {

    @Bean
    PhaseFilterFactory accessFilters(Refusals refusals) {
        PhaseFilter refuse = new AccessFilter(refusals);
        return (route, revision) -> {
            AccessPolicy policy = route.policy(AccessPolicy.class);
            if (policy == null) {
                return List.of(refuse);
            }
            if (policy.isOpen()) {
                return List.of();
            }
            return policy.certificates().isEmpty()
                    ? List.of(refuse)
                    : List.of(new CertificateFilter(policy.certificates(), refusals, InstantSource.system()));
        };
    }
}
