package io.gwanmun.gateway.token;

import io.gwanmun.gateway.network.OutboundPolicy;

/** Opens the way to introspection endpoints. A bean of {@code token.reference}; {@code issuers} asks it while it is compiled. */
public interface IntrospectionDirectories {

    /**
     * Returns the directory behind an introspection endpoint; nothing is asked before the first token.
     *
     * @param issuer the name of the issuer in the configuration, for logs and messages
     * @param at the endpoint
     * @param outbound where the gateway may connect to, to be asked for each connection with the address looked up
     */
    TokenDirectory open(String issuer, IssuerSource.Introspection at, OutboundPolicy outbound);
}
