package io.gwanmun.auth.protocol;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.CsrfConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;

import io.gwanmun.auth.token.OwnTokens;

/** Guards the admin APIs: a token of this server for {@code gwanmun-admin}; {@code auth:read} to read, {@code auth:write} for all. */
@Configuration(proxyBeanMethods = false)
class AdminConfiguration {

    private static final String READ = OwnTokens.ADMIN + "auth:read";
    private static final String WRITE = OwnTokens.ADMIN + "auth:write";

    @Bean
    @Order(2)
    SecurityFilterChain adminChain(HttpSecurity http, OwnTokens tokens) {
        return http.securityMatcher("/admin/**")
                .authorizeHttpRequests(requests -> requests.requestMatchers(HttpMethod.GET, "/admin/v1/**")
                        .hasAnyAuthority(READ, WRITE)
                        .requestMatchers("/admin/v1/**")
                        .hasAuthority(WRITE)
                        .anyRequest()
                        .denyAll())
                .oauth2ResourceServer(resource -> resource.jwt(jwt -> jwt.authenticationManager(tokens::authenticate)))
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .csrf(CsrfConfigurer::disable)
                .requestCache(cache -> cache.disable())
                .build();
    }
}
