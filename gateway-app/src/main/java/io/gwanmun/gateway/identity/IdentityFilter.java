package io.gwanmun.gateway.identity;

import java.security.GeneralSecurityException;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

import io.gwanmun.gateway.pipeline.Call;
import io.gwanmun.gateway.pipeline.Caller;
import io.gwanmun.gateway.pipeline.Downstream;
import io.gwanmun.gateway.pipeline.GatewayFault;
import io.gwanmun.gateway.pipeline.Phase;
import io.gwanmun.gateway.pipeline.PhaseFilter;
import io.gwanmun.gateway.pipeline.RefusedException;

/**
 * Tells the service who calls, on routes whose callers are proved.
 *
 * <ol>
 *   <li>Takes the caller's {@code Authorization} away, unless it is to go along.
 *   <li>Sets the headers the policy names, and takes those away for which there is nothing to say.
 *   <li>When that cannot be done the call ends with 500: a service is never asked in nobody's name.
 * </ol>
 */
final class IdentityFilter implements PhaseFilter {

    private static final Logger log = LoggerFactory.getLogger(IdentityFilter.class);

    private final boolean passToken;
    private final AsciiString[] names;
    private final Introduction introduction;

    IdentityFilter(IdentityPolicy policy, Introduction introduction) {
        this.passToken = policy.passToken();
        this.names = policy.names().stream().map(AsciiString::cached).toArray(AsciiString[]::new);
        this.introduction = introduction;
    }

    @Override
    public Phase phase() {
        return Phase.MAP_REQUEST;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        HttpHeaders headers = Downstream.KEY.get(exchange).requestHeaders();
        if (!passToken) {
            headers.remove(HttpHeaderNames.AUTHORIZATION);
        }
        if (names.length > 0) {
            try {
                introduce(Caller.KEY.get(exchange), headers);
            } catch (GeneralSecurityException | RuntimeException e) {
                String id = Call.KEY.get(exchange).requestId();
                log.error("requestId={} fault={}", id, GatewayFault.IDENTITY_FAILED.id(), e);
                return Mono.error(new RefusedException(GatewayFault.IDENTITY_FAILED));
            }
        }
        return chain.filter(exchange);
    }

    private void introduce(Caller caller, HttpHeaders headers) throws GeneralSecurityException {
        @Nullable String[] values = introduction.of(caller);
        for (int i = 0; i < names.length; i++) {
            String value = values[i];
            if (value == null) {
                headers.remove(names[i]);
            } else {
                headers.set(names[i], value);
            }
        }
    }
}
