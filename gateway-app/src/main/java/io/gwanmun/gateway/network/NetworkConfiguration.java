package io.gwanmun.gateway.network;

import java.util.List;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.gwanmun.gateway.pipeline.Refusals;
import io.gwanmun.gateway.route.PhaseFilterFactory;

/** Wires addresses. A route without an address policy has no check in its chain at all. */
@Configuration(proxyBeanMethods = false)
class NetworkConfiguration {

    @Bean
    ClientAddresses clientAddresses() {
        return new ClientAddresses();
    }

    @Bean
    PhaseFilterFactory addressFilters(Refusals refusals) {
        return (route, revision) -> {
            AddressPolicy policy = route.policy(AddressPolicy.class);
            return policy == null
                    ? List.of()
                    : List.of(new AddressFilter(
                            policy.gate(NetworkSource.of(revision).addressLists()), refusals));
        };
    }
}
