package io.gwanmun.auth.token;

import java.net.URI;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import io.gwanmun.auth.client.Loopback;

/**
 * The name under which tokens are issued.
 *
 * @param issuer the address under which clients and gateways reach this server; the claim {@code iss}; there is no default
 * @param allowHttp accept an issuer without TLS that is not on this machine
 */
@ConfigurationProperties("auth")
public record IssuerProperties(
        @Nullable String issuer, @DefaultValue("false") boolean allowHttp) {

    /** Checks the address (RFC 8414 section 2). */
    public IssuerProperties {
        if (issuer == null || issuer.isBlank()) {
            throw new IllegalArgumentException("auth.issuer: missing (expected: the address under which clients and "
                    + "gateways reach this server, such as https://login.example.org)");
        }
        URI address = URI.create(issuer);
        if (address.getHost() == null || address.getRawQuery() != null || address.getRawFragment() != null) {
            throw new IllegalArgumentException(
                    "auth.issuer: %s (expected: a scheme and a host, no query, no fragment)".formatted(issuer));
        }
        boolean plain = "http".equals(address.getScheme());
        if (!plain && !"https".equals(address.getScheme())) {
            throw new IllegalArgumentException("auth.issuer: %s (expected: https)".formatted(issuer));
        }
        if (plain && !allowHttp && !Loopback.holds(address.getHost())) {
            throw new IllegalArgumentException(
                    "auth.issuer: %s (expected: https, or auth.allow-http: true to send passwords and tokens in clear)"
                            .formatted(issuer));
        }
    }

    /** Returns the issuer, which is there. */
    public String name() {
        return String.valueOf(issuer);
    }
}
