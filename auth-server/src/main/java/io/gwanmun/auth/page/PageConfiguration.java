package io.gwanmun.auth.page;

import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

import io.gwanmun.auth.token.IssuerProperties;

/** Wires the room. */
@Configuration(proxyBeanMethods = false)
class PageConfiguration {

    @Bean
    FilterRegistrationBean<SecurityHeaders> securityHeaders(IssuerProperties issuer) {
        FilterRegistrationBean<SecurityHeaders> filter =
                new FilterRegistrationBean<>(new SecurityHeaders(issuer.name().startsWith("https:")));
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return filter;
    }
}
