package io.gwanmun.gateway.access;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.gwanmun.gateway.access.AuthenticateFilter.AccessTools;
import io.gwanmun.gateway.api.Revision;
import io.gwanmun.gateway.pipeline.PhaseFilter;
import io.gwanmun.gateway.pipeline.Refusals;
import io.gwanmun.gateway.pipeline.Ticker;
import io.gwanmun.gateway.route.PhaseFilterFactory;
import io.gwanmun.gateway.token.Issuers;
import io.gwanmun.gateway.token.TokenCheck;

/** Wires the access checks. An open route has no check in its chain at all. */
@Configuration(proxyBeanMethods = false)
class AccessConfiguration {

    @Bean
    AuthenticationLog authenticationLog(Ticker ticker, MeterRegistry registry) {
        return new AuthenticationLog(ticker, registry);
    }

    @Bean
    PhaseFilterFactory accessFilters(
            Refusals refusals, AuthenticationLog events, Issuers issuers, ObjectProvider<InstantSource> clocks) {
        AccessTools tools = new AccessTools(refusals, events, clocks.getIfAvailable(InstantSource::system));
        PhaseFilter nobody = new NobodyFilter(refusals);
        return (route, revision) -> {
            AccessPolicy policy = route.policy(AccessPolicy.class);
            if (policy == null || !policy.isOpen() && policy.demands().isEmpty()) {
                return List.of(nobody);
            }
            return policy.isOpen() ? List.of() : filters(policy, issuers, revision, tools);
        };
    }

    private static List<PhaseFilter> filters(
            AccessPolicy policy, Issuers issuers, Revision revision, AccessTools tools) {
        List<PhaseFilter> filters = new ArrayList<>();
        IssuerNames names = IssuerNames.of(revision);
        TokenCheck tokens = policy.asksForToken()
                ? issuers.check(
                        revision,
                        policy.taken(TokenKind.JWT, names.signing()),
                        policy.taken(TokenKind.REFERENCE, names.referring()))
                : null;
        filters.add(new AuthenticateFilter(policy, tokens, tools));
        List<Demand> rights =
                policy.demands().stream().filter(Demand::asksForRights).toList();
        if (!rights.isEmpty()) {
            filters.add(new AuthoriseFilter(rights, tools));
        }
        return filters;
    }
}
