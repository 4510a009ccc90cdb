package io.gwanmun.gateway.token;

import org.jspecify.annotations.Nullable;
import reactor.core.scheduler.Scheduler;

import io.gwanmun.gateway.network.OutboundPolicy;
import io.gwanmun.gateway.pipeline.Ticker;
import io.gwanmun.gateway.state.SharedState;
import io.gwanmun.gateway.token.jwt.KeyReader;
import io.gwanmun.gateway.token.keys.HttpKeySource;
import io.gwanmun.gateway.token.keys.KeySet;

/**
 * What issuers are made with.
 *
 * @param state the state that our auth-server writes, null when the gateway knows none
 * @param introspection opens introspection endpoints, null when the gateway cannot
 */
record IssuerTools(
        TokenCheck.CheckTools checks,
        TokenProperties properties,
        Ticker ticker,
        Scheduler worker,
        @Nullable TokenDirectory state,
        @Nullable IntrospectionDirectories introspection) {

    /** Makes an issuer; nothing is fetched or asked yet. */
    Issuer open(String name, IssuerSource source, OutboundPolicy outbound) {
        KeySet keys = source.signsTokens() ? keys(name, source, outbound) : null;
        return new Issuer(name, source, outbound, keys, directory(name, source, outbound));
    }

    /** Returns what the gateway would need for an issuer's reference tokens, null when it has all. */
    @Nullable
    String missing(IssuerSource source) {
        if (source.reference() instanceof IssuerSource.State && state == null) {
            return SharedState.NEEDED;
        }
        return source.reference() instanceof IssuerSource.Introspection && introspection == null
                ? "a gateway that can ask introspection endpoints"
                : null;
    }

    private KeySet keys(String name, IssuerSource source, OutboundPolicy outbound) {
        return new KeySet(
                name,
                new HttpKeySource(source, outbound, properties.keyTimeout()),
                new KeyReader(source.rules().algorithms()),
                new KeySet.Times(properties.keyRefresh(), properties.staleKeys()),
                ticker,
                worker,
                checks.meters().fetchFailures(name));
    }

    private @Nullable TokenDirectory directory(String name, IssuerSource source, OutboundPolicy outbound) {
        if (source.reference() instanceof IssuerSource.State) {
            return state;
        }
        return source.reference() instanceof IssuerSource.Introspection at && introspection != null
                ? introspection.open(name, at, outbound)
                : null;
    }
}
