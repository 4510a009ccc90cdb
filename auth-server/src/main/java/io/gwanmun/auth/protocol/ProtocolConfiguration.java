package io.gwanmun.auth.protocol;

import java.util.List;
import java.util.Set;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.http.MediaType;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.CsrfConfigurer;
import org.springframework.security.config.annotation.web.configurers.oauth2.server.authorization.OAuth2AuthorizationServerConfigurer;
import org.springframework.security.config.annotation.web.configurers.oauth2.server.authorization.OAuth2ClientAuthenticationConfigurer;
import org.springframework.security.config.annotation.web.configurers.oauth2.server.authorization.OidcConfigurer;
import org.springframework.security.oauth2.server.authorization.authentication.ClientSecretAuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.authentication.JwtClientAssertionAuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationConsentAuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.authentication.SimpleUrlAuthenticationSuccessHandler;
import org.springframework.security.web.session.DisableEncodeUrlFilter;
import org.springframework.security.web.util.matcher.MediaTypeRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

import io.gwanmun.auth.client.ClientSecrets;
import io.gwanmun.auth.client.RegisteredClients;
import io.gwanmun.auth.key.KeyRing;
import io.gwanmun.auth.login.Guesses;
import io.gwanmun.auth.token.ClientAssertions;
import io.gwanmun.auth.token.Codes;
import io.gwanmun.auth.token.DevicePolls;
import io.gwanmun.auth.token.IssuerProperties;
import io.gwanmun.auth.token.OwnTokens;
import io.gwanmun.auth.token.TokenProviders;
import io.gwanmun.auth.token.UserInfo;
import io.gwanmun.auth.user.People;

/** Wires the endpoints that the standards name. Pages are other chains' matter: {@code /login}, {@code /consent}, {@code /activate}. */
@Configuration(proxyBeanMethods = false)
class ProtocolConfiguration {

    /** Health and metrics are open to whoever reaches the management port. */
    @Bean
    @Order(0)
    SecurityFilterChain managementChain(HttpSecurity http, Environment environment) {
        return http.securityMatcher(request ->
                        String.valueOf(request.getLocalPort()).equals(environment.getProperty("local.management.port")))
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .csrf(CsrfConfigurer::disable)
                .build();
    }

    @Bean
    @Order(1)
    SecurityFilterChain protocolChain(HttpSecurity http, Endpoints endpoints) {
        OAuth2AuthorizationServerConfigurer server = new OAuth2AuthorizationServerConfigurer();
        return http.securityMatcher(request ->
                        server.getEndpointsMatcher().matches(request) || FormOnlyFilter.ENDPOINTS.matches(request))
                .with(server, endpoints::configure)
                .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                .oauth2ResourceServer(
                        resource -> resource.jwt(jwt -> jwt.authenticationManager(endpoints.own()::authenticate)))
                .exceptionHandling(exceptions -> exceptions
                        .defaultAuthenticationEntryPointFor(new ClientUnknown(), FormOnlyFilter.ENDPOINTS)
                        .defaultAuthenticationEntryPointFor(new LoginUrlAuthenticationEntryPoint("/login"), pages()))
                .addFilterBefore(new FormOnlyFilter(), DisableEncodeUrlFilter.class)
                .build();
    }

    private static RequestMatcher pages() {
        MediaTypeRequestMatcher pages = new MediaTypeRequestMatcher(MediaType.TEXT_HTML);
        pages.setIgnoredMediaTypes(Set.of(MediaType.ALL));
        return pages;
    }

    @Bean
    Endpoints endpoints(
            RegisteredClients clients,
            People people,
            IssuerProperties issuer,
            TokenProviders providers,
            Codes codes,
            UserInfo userInfo,
            ClientAssertions assertions,
            DevicePolls polls,
            Guesses guesses,
            OwnTokens own) {
        return new Endpoints(clients, people, issuer, providers, codes, userInfo, assertions, polls, guesses, own);
    }

    @Bean
    AuthorizationServerSettings authorizationServerSettings(IssuerProperties issuer) {
        return AuthorizationServerSettings.builder().issuer(issuer.name()).build();
    }

    @Bean
    JWKSource<SecurityContext> jwkSource(KeyRing keys) {
        return (selector, context) -> selector.select(keys.published());
    }

    /** What is said to the library about each endpoint. */
    record Endpoints(
            RegisteredClients clients,
            People people,
            IssuerProperties issuer,
            TokenProviders providers,
            Codes codes,
            UserInfo userInfo,
            ClientAssertions assertions,
            DevicePolls polls,
            Guesses guesses,
            OwnTokens own) {

        void configure(OAuth2AuthorizationServerConfigurer server) {
            AuthorizationAnswers answers = new AuthorizationAnswers(issuer.name());
            String consent = issuer.name() + "/consent";
            server.clientAuthentication(this::authentication)
                    .authorizationEndpoint(endpoint -> endpoint.consentPage(consent)
                            .authorizationRequestConverters(AuthorizationRules::strictly)
                            .authenticationProviders(this::authorization)
                            .authorizationResponseHandler(answers)
                            .errorResponseHandler(answers))
                    .tokenEndpoint(endpoint -> endpoint.authenticationProviders(
                            all -> all.replaceAll(provider -> DevicePatience.around(provider, polls))))
                    .tokenIntrospectionEndpoint(
                            endpoint -> endpoint.authenticationProviders(all -> alone(all, providers.introspection())))
                    .tokenRevocationEndpoint(
                            endpoint -> endpoint.authenticationProviders(all -> alone(all, providers.revocation())))
                    .deviceAuthorizationEndpoint(endpoint -> endpoint.verificationUri(issuer.name() + "/activate")
                            .authenticationProviders(all -> all.replaceAll(DeviceRules::before)))
                    .deviceVerificationEndpoint(endpoint -> endpoint.consentPage(consent)
                            .deviceVerificationRequestConverters(DeviceRules::formsOnly)
                            .authenticationProviders(this::verification)
                            .deviceVerificationResponseHandler(
                                    new SimpleUrlAuthenticationSuccessHandler("/activate?success"))
                            .errorResponseHandler((request, response, e) -> response.sendRedirect("/activate?error")))
                    .authorizationServerMetadataEndpoint(endpoint -> endpoint.authorizationServerMetadataCustomizer(
                            metadata -> metadata.claims(Metadata::narrow)))
                    .oidc(this::oidc);
        }

        /** Where two could answer, a refusal of the first would leave the answer to the second. */
        private static void alone(List<AuthenticationProvider> all, AuthenticationProvider provider) {
            all.clear();
            all.add(provider);
        }

        private void oidc(OidcConfigurer oidc) {
            oidc.userInfoEndpoint(endpoint -> endpoint.userInfoMapper(userInfo))
                    .providerConfigurationEndpoint(endpoint ->
                            endpoint.providerConfigurationCustomizer(metadata -> metadata.claims(Metadata::narrow)));
        }

        private void authentication(OAuth2ClientAuthenticationConfigurer endpoint) {
            PublicClients publicClients = new PublicClients(clients);
            endpoint.authenticationConverter(publicClients)
                    .authenticationProvider(publicClients)
                    .authenticationProviders(this::clientProviders)
                    .errorResponseHandler(new ClientUnknown());
        }

        private void clientProviders(List<AuthenticationProvider> all) {
            for (AuthenticationProvider provider : all) {
                if (provider instanceof ClientSecretAuthenticationProvider secret) {
                    secret.setPasswordEncoder(new ClientSecrets());
                } else if (provider instanceof JwtClientAssertionAuthenticationProvider assertion) {
                    assertion.setJwtDecoderFactory(assertions);
                }
            }
        }

        private void verification(List<AuthenticationProvider> all) {
            ConsentRules.apply(all);
            all.replaceAll(provider -> UserCodeGuesses.before(provider, guesses));
        }

        private void authorization(List<AuthenticationProvider> all) {
            ConsentRules.apply(all);
            for (AuthenticationProvider provider : all) {
                if (provider instanceof OAuth2AuthorizationCodeRequestAuthenticationProvider code) {
                    code.setAuthenticationValidator(new AuthorizationRules(people));
                    code.setAuthorizationCodeGenerator(codes.generator());
                } else if (provider instanceof OAuth2AuthorizationConsentAuthenticationProvider consent) {
                    consent.setAuthorizationCodeGenerator(codes.generator());
                }
            }
        }
    }
}
