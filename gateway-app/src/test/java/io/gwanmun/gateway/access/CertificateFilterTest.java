package io.gwanmun.gateway.access;

import java.lang.reflect.Proxy;
import java.net.URI;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import javax.security.auth.x500.X500Principal;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import reactor.core.publisher.Mono;

import io.gwanmun.gateway.pipeline.Call;
import io.gwanmun.gateway.pipeline.Caller;
import io.gwanmun.gateway.pipeline.ClientFault;
import io.gwanmun.gateway.pipeline.Downstream;
import io.gwanmun.gateway.pipeline.Origin;
import io.gwanmun.gateway.pipeline.Refusals;
import io.gwanmun.gateway.testing.Authority;

import static org.assertj.core.api.Assertions.assertThat;

class CertificateFilterTest {

    private static final X509Certificate ORDERS = Authority.named("Test CA")
            .issue(builder -> builder.subject("CN=orders, O=Example")
                    .addSanDnsName("orders.test")
                    .addSanUriName(URI.create("spiffe://test/Orders"))
                    .addSanRfc822Name("orders@example.test"))
            .bundle()
            .getCertificate();
    private static final X509Certificate BARE = Authority.named("Test CA")
            .issue(builder -> builder.subject("CN=bare"))
            .bundle()
            .getCertificate();

    private final AtomicInteger passed = new AtomicInteger();
    private final MockServerWebExchange exchange = MockServerWebExchange.from(MockServerHttpRequest.get("/x"));

    private void call(InstantSource clock, CertificateRule... rules) {
        Call.KEY.put(exchange, new Call("id-1", "GET", "/x", Origin.unknown("https"), 0));
        List<Demand> demands = Stream.of(rules)
                .map(rule -> Demand.of(new Proof.Certificate(rule)))
                .toList();
        AuthenticationLog events = new AuthenticationLog(() -> 0, new SimpleMeterRegistry());
        new AuthenticateFilter(
                        new AccessPolicy(false, demands),
                        null,
                        new AuthenticateFilter.AccessTools(new Refusals(), events, clock))
                .filter(exchange, next -> Mono.fromRunnable(passed::incrementAndGet))
                .block();
    }

    private void call(CertificateRule... rules) {
        call(InstantSource.system(), rules);
    }

    private void connected(@Nullable SSLSession session) {
        Downstream.KEY.put(exchange, answering(Downstream.class, "tls", () -> session));
    }

    private static SSLSession session(@Nullable X509Certificate shown) {
        return answering(SSLSession.class, "getPeerCertificates", () -> {
            if (shown == null) {
                throw new SSLPeerUnverifiedException("peer not authenticated");
            }
            return new Certificate[] {shown};
        });
    }

    /** Makes something that has one answer; whatever else it is asked is an error. */
    private static <T> T answering(Class<T> type, String method, Callable<@Nullable Object> answer) {
        return type.cast(Proxy.newProxyInstance(
                CertificateFilterTest.class.getClassLoader(), new Class<?>[] {type}, (proxy, asked, args) -> {
                    if (asked.getName().equals(method)) {
                        return answer.call();
                    }
                    throw new UnsupportedOperationException(asked.getName());
                }));
    }

    private void assertRefused(ClientFault fault) {
        assertThat(passed).hasValue(0);
        assertThat(Call.KEY.get(exchange).fault()).isEqualTo(fault);
        assertThat(String.valueOf(exchange.getResponse().getStatusCode())).startsWith(String.valueOf(fault.status()));
    }

    private static CertificateRule subject(String name) {
        return new CertificateRule(Set.of(new X500Principal(name)), Set.of());
    }

    private static CertificateRule san(String name) {
        return new CertificateRule(Set.of(), Set.of(name));
    }

    @Test
    void callWhenInClearThen401WithChallenge() {
        connected(null);

        call(CertificateRule.ANY);

        assertRefused(ClientFault.UNAUTHENTICATED);
        assertThat(exchange.getResponse().getHeaders().getFirst("WWW-Authenticate"))
                .isEqualTo("ClientCertificate realm=\"gwanmun\"");
    }

    @Test
    void callWhenClientShowedNothingThen401() {
        connected(session(null));

        call(CertificateRule.ANY);

        assertRefused(ClientFault.UNAUTHENTICATED);
    }

    @Test
    void callWhenCertificateWasVerifiedThenPasses() {
        connected(session(ORDERS));

        call(CertificateRule.ANY);

        assertThat(passed).hasValue(1);
        assertThat(Call.KEY.get(exchange).caller()).satisfies(caller -> {
            assertThat(caller.proof()).isEqualTo("clientCertificate");
            assertThat(caller.subject()).isEqualTo("CN=orders,O=Example");
            assertThat(caller.expiresAt()).isEqualTo(ORDERS.getNotAfter().toInstant());
        });
    }

    @Test
    void callWhenOnTheSameConnectionThenTheSameCallerSoThatWhatIsSignedOfItIsKept() {
        connected(session(ORDERS));
        call(CertificateRule.ANY);
        Caller first = Caller.KEY.get(exchange);

        call(CertificateRule.ANY);

        assertThat(Caller.KEY.get(exchange)).isSameAs(first);
    }

    @Test
    void callWhenCertificateEndedSinceTheHandshakeThen401() {
        connected(session(ORDERS));
        Instant end = ORDERS.getNotAfter().toInstant();

        call(InstantSource.fixed(end), CertificateRule.ANY);
        assertThat(passed).hasValue(1);

        passed.set(0);
        call(InstantSource.fixed(end.plusMillis(1)), CertificateRule.ANY);
        assertRefused(ClientFault.UNAUTHENTICATED);
    }

    @ParameterizedTest
    @CsvSource({
        "'CN=orders,O=Example', true",
        "'cn=ORDERS,  o=example', true",
        "'CN=orders', false",
        "'O=Example,CN=orders', false",
        "'CN=orders,O=Example,C=DE', false",
    })
    void callWhenSubjectsAreNamedThenOnlyTheWholeSubjectPasses(String name, boolean passes) {
        connected(session(ORDERS));

        call(subject(name));

        assertThat(passed.get() == 1).isEqualTo(passes);
        if (!passes) {
            assertRefused(ClientFault.FORBIDDEN);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "orders.test, true",
        "Orders.Test, true",
        "spiffe://test/Orders, true",
        "spiffe://test/orders, false",
        "orders@example.test, true",
        "test, false",
        "users.test, false",
    })
    void callWhenAlternativeNamesAreNamedThenOnlyThesePass(String name, boolean passes) {
        connected(session(ORDERS));

        call(san(name));

        assertThat(passed.get() == 1).isEqualTo(passes);
        if (!passes) {
            assertRefused(ClientFault.FORBIDDEN);
        }
    }

    @Test
    void callWhenCertificateHasNoAlternativeNamesThen403() {
        connected(session(BARE));

        call(san("orders.test"));

        assertRefused(ClientFault.FORBIDDEN);
    }

    @Test
    void callWhenSubjectOrAlternativeNameFitsThenPasses() {
        connected(session(BARE));

        call(new CertificateRule(Set.of(new X500Principal("CN=bare")), Set.of("orders.test")));

        assertThat(passed).hasValue(1);
    }

    @Test
    void callWhenApiAndRouteAskThenBothMustFit() {
        connected(session(ORDERS));

        call(subject("CN=orders, O=Example"), san("orders.test"));
        assertThat(passed).hasValue(1);

        passed.set(0);
        call(subject("CN=orders, O=Example"), san("users.test"));
        assertRefused(ClientFault.FORBIDDEN);
    }
}
