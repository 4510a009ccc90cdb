package io.gwanmun.gateway.token.keys;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import io.gwanmun.gateway.network.OutboundPolicy;
import io.gwanmun.gateway.testing.Recorder;
import io.gwanmun.gateway.testing.Service;
import io.gwanmun.gateway.testing.TokenIssuer;
import io.gwanmun.gateway.token.IssuerSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class HttpKeySourceTest {

    private static final Duration DEADLINE = Duration.ofSeconds(2);
    private static final OutboundPolicy LOOPBACK = OutboundPolicy.allowing("loopback");

    private final TokenIssuer issuer = new TokenIssuer();
    private final Recorder elsewhere = Recorder.started();

    @AfterEach
    void close() {
        issuer.close();
        elsewhere.close();
    }

    private static IssuerSource source(String issuer, @Nullable String jwks) {
        return new IssuerSource(
                issuer,
                Set.of("gateway"),
                jwks == null ? new IssuerSource.DiscoveredKeys() : new IssuerSource.KeysAt(URI.create(jwks)),
                new IssuerSource.Rules(Set.of("RS256"), Set.of("at+jwt"), Duration.ZERO, "roles"),
                null);
    }

    private static String fetched(IssuerSource source, OutboundPolicy policy) {
        byte[] body = new HttpKeySource(source, policy, DEADLINE).fetch().block(Duration.ofSeconds(20));
        return new String(body == null ? new byte[0] : body, StandardCharsets.UTF_8);
    }

    private void assertFails(String message) {
        IssuerSource at = source("any", issuer.url() + "/jwks");
        assertThatThrownBy(() -> fetched(at, LOOPBACK)).hasMessageContaining(message);
    }

    @Test
    void fetchWhenMetadataTellWhereThenFromThere() {
        assertThat(fetched(source(issuer.url(), null), LOOPBACK)).startsWith("{\"keys\":[");
        assertThat(issuer.asked()).isEqualTo(2);
    }

    @Test
    void fetchWhenOnlyOAuthMetadataAreThereThenFromThoseWithThePathBehind() {
        try (Service service = Service.handling((request, response) -> {
            String base = "http://" + request.requestHeaders().get("Host");
            return switch (request.uri()) {
                case "/.well-known/oauth-authorization-server/tenant" ->
                    response.sendString(Mono.just(
                                    TokenIssuer.json(Map.of("issuer", base + "/tenant", "jwks_uri", base + "/keys"))))
                            .then();
                case "/keys" -> response.sendString(Mono.just("{}")).then();
                default -> response.sendNotFound();
            };
        })) {
            assertThat(fetched(source(service.url() + "/tenant", null), LOOPBACK))
                    .isEqualTo("{}");
            assertThat(service.seen().target()).isEqualTo("/tenant/.well-known/openid-configuration");
        }
    }

    @Test
    void fetchWhenMetadataAreOfAnotherIssuerThenFails() {
        assertThatThrownBy(() -> fetched(source(issuer.url() + "/", null), LOOPBACK))
                .hasMessageContaining("of another issuer");
        assertThat(issuer.fetches()).isZero();
    }

    @Test
    void fetchWhenRedirectedThenNotFollowed() {
        issuer.answers(302, "", "Location: " + elsewhere.url() + "/jwks");

        assertFails("answered with status 302");
        assertThat(elsewhere.connections()).isZero();
    }

    @Test
    void fetchWhenAnswerIsAnErrorThenFails() {
        issuer.answers(500, TokenIssuer.keys());

        assertFails("answered with status 500");
    }

    @Test
    void fetchWhenAnswerIsAsLongAsAllowedThenTakenAndAByteMoreNot() {
        issuer.answers(200, " ".repeat(256 * 1024));
        assertThat(fetched(source("any", issuer.url() + "/jwks"), LOOPBACK)).hasSize(256 * 1024);

        issuer.answers(200, " ".repeat(256 * 1024 + 1));
        assertFails("too long");
    }

    @Test
    void fetchWhenNobodyAnswersThenEndsAtTheDeadline() {
        issuer.hangs();

        assertFails("no answer within 2000 ms");
    }

    @Test
    void fetchWhenAddressIsNotAllowedThenNotEvenConnected() {
        IssuerSource at = source("any", elsewhere.url() + "/jwks");
        IssuerSource byName = source("any", elsewhere.url().replace("127.0.0.1", "localhost") + "/jwks");

        assertThatThrownBy(() -> fetched(at, OutboundPolicy.allowing("private")))
                .hasMessageContaining("an address of this very machine")
                .hasMessageContaining("allow: [private, loopback]");
        assertThatThrownBy(() -> fetched(byName, OutboundPolicy.allowing()))
                .hasMessageContaining("an address of this very machine");
        assertThat(elsewhere.connections()).isZero();
    }

    @Test
    void fetchWhenTlsIsAskedForAndNotSpokenThenFails() {
        IssuerSource at = source("any", issuer.url().replace("http:", "https:") + "/jwks");

        assertThatThrownBy(() -> fetched(at, LOOPBACK)).isInstanceOf(Exception.class);
        assertThat(issuer.fetches()).isZero();
    }

    @Test
    void connectWhenInClearThenNeverToAPublicAddress() {
        IssuerSource open = source("any", "http://8.8.8.8/jwks");

        assertThatThrownBy(() -> fetched(open, LOOPBACK)).hasMessageContaining("a public address without TLS");
    }
}
