package io.gwanmun.auth.login;

import java.time.InstantSource;
import java.util.Base64;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.server.servlet.ConfigurableServletWebServerFactory;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletListenerRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.session.SessionRegistry;
import org.springframework.security.core.session.SessionRegistryImpl;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.session.HttpSessionEventPublisher;
import org.springframework.transaction.support.TransactionTemplate;

import io.gwanmun.auth.state.Sealing;
import io.gwanmun.auth.token.IssuerProperties;

/** Wires the room. */
@Configuration(proxyBeanMethods = false)
class LoginConfiguration {

    /** Before Spring Security's own filter, which reads who is signed in from the session. */
    private static final int BEFORE_SECURITY = -200;

    private static final String[] OPEN = {
        "/login",
        "/login/**",
        "/style.css",
        "/mark.svg",
        "/sign-up",
        "/sign-up/**",
        "/verify",
        "/reset",
        "/reset/**",
        "/error"
    };

    @Bean
    Guesses guesses(JdbcClient db, InstantSource clock) {
        return new Guesses(db, clock);
    }

    @Bean
    SignIns signIns(JdbcClient db, InstantSource clock) {
        return new SignIns(db, clock);
    }

    @Bean
    Visit visit(SignIns signIns, InstantSource clock) {
        return new Visit(signIns, clock);
    }

    @Bean
    SecondFactors secondFactors(
            JdbcClient db,
            TransactionTemplate transactions,
            @Value("${auth.keys.secret}") String secret,
            InstantSource clock) {
        Sealing sealing = Sealing.with("second factors", Base64.getDecoder().decode(secret.strip()));
        return new SecondFactors(db, transactions, sealing, clock);
    }

    @Bean
    Sweep sweep(Guesses guesses, SignIns signIns) {
        return new Sweep(guesses, signIns);
    }

    @Bean
    FilterRegistrationBean<SignInFilter> signInFilter(SignIns signIns) {
        FilterRegistrationBean<SignInFilter> filter = new FilterRegistrationBean<>(new SignInFilter(signIns));
        filter.setOrder(BEFORE_SECURITY);
        return filter;
    }

    @Bean
    ServletListenerRegistrationBean<EndSignIn> endSignIn(SignIns signIns) {
        return new ServletListenerRegistrationBean<>(new EndSignIn(signIns));
    }

    /** Tells the library which sessions have ended; without it every login with an ID token would take memory for good. */
    @Bean
    ServletListenerRegistrationBean<HttpSessionEventPublisher> sessionEvents() {
        return new ServletListenerRegistrationBean<>(new HttpSessionEventPublisher());
    }

    /** What the library notes of sessions, by which ID tokens name theirs. */
    @Bean
    SessionRegistry sessions() {
        return new SessionRegistryImpl();
    }

    /** Whatever no other chain takes: pages for people. */
    @Bean
    @Order
    SecurityFilterChain pages(HttpSecurity http, SignIns signIns) {
        return http.authorizeHttpRequests(requests ->
                        requests.requestMatchers(OPEN).permitAll().anyRequest().authenticated())
                .exceptionHandling(handling -> handling.authenticationEntryPoint(new ToLogin()))
                .logout(logout ->
                        logout.addLogoutHandler(new EndSignIn(signIns)).logoutSuccessUrl("/login?logout"))
                .build();
    }

    /** Over https the cookie goes over TLS only, and its prefix keeps other hosts from setting it (RFC 6265bis section 4.1.3.2). */
    @Bean
    WebServerFactoryCustomizer<ConfigurableServletWebServerFactory> sessionCookie(IssuerProperties issuer) {
        boolean tls = issuer.name().startsWith("https:");
        return factory -> factory.addInitializers(context -> {
            if (tls) {
                context.getSessionCookieConfig().setName("__Host-auth-session");
                context.getSessionCookieConfig().setSecure(true);
            }
            context.getSessionCookieConfig().setPath("/");
        });
    }
}
