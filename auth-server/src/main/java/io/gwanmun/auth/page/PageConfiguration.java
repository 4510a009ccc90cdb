package io.gwanmun.auth.page;

import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.StrictHttpFirewall;

import io.gwanmun.auth.token.IssuerProperties;

/** Wires the room. */
@Configuration(proxyBeanMethods = false)
class PageConfiguration {

    /** No database keeps a NUL in a text, and PostgreSQL answers one with an error. */
    @Bean
    HttpFirewall firewall() {
        StrictHttpFirewall firewall = new StrictHttpFirewall();
        firewall.setAllowedParameterValues(value -> value.indexOf('\0') < 0);
        return firewall;
    }

    @Bean
    FilterRegistrationBean<SecurityHeaders> securityHeaders(IssuerProperties issuer) {
        FilterRegistrationBean<SecurityHeaders> filter =
                new FilterRegistrationBean<>(new SecurityHeaders(issuer.name().startsWith("https:")));
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return filter;
    }
}
