package io.gwanmun.gateway.token.reference;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;

import io.gwanmun.gateway.api.Secret;
import io.gwanmun.gateway.network.OutboundPolicy;
import io.gwanmun.gateway.pipeline.Ticker;
import io.gwanmun.gateway.testing.LogWatch;
import io.gwanmun.gateway.testing.RunningGateway;
import io.gwanmun.gateway.testing.Service;
import io.gwanmun.gateway.token.IssuerSource;
import io.gwanmun.gateway.token.TokenDirectory;
import io.gwanmun.gateway.token.UnreachableException;

import static org.assertj.core.api.Assertions.assertThat;

class IntrospectionTest {

    private static final String ACTIVE = "{\"active\":true,\"sub\":\"anna\",\"exp\":4102444800}";

    private final Sinks.Empty<Void> gate = Sinks.empty();
    private final AtomicInteger asked = new AtomicInteger();
    private final List<AutoCloseable> closing = new ArrayList<>();

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable open : closing) {
            open.close();
        }
    }

    @Test
    void lookWhenActiveThenAsksAsTheProtocolSaysAndGivesTheMembers() {
        Service service = answering(200, "application/json;charset=UTF-8", ACTIVE);
        TokenDirectory directory = directory(service, "my gate:way", "s+e/c r:t", Duration.ofSeconds(2), 64);

        StepVerifier.create(directory.look("a+b/c="))
                .assertNext(claims ->
                        assertThat(claims).isEqualTo(Map.of("active", true, "sub", "anna", "exp", 4102444800L)))
                .verifyComplete();
        Service.Seen seen = service.seen();
        assertThat(seen.method()).isEqualTo("POST");
        assertThat(seen.target()).isEqualTo("/introspect?tenant=1");
        assertThat(seen.body()).isEqualTo("token=a%2Bb%2Fc%3D&token_type_hint=access_token");
        assertThat(seen.header("content-type")).isEqualTo("application/x-www-form-urlencoded");
        assertThat(new String(
                        Base64.getDecoder().decode(seen.header("authorization").substring("Basic ".length())),
                        StandardCharsets.US_ASCII))
                .isEqualTo("my+gate%3Away:s%2Be%2Fc+r%3At");
    }

    @Test
    void lookWhenNotActiveThenEmpty() {
        TokenDirectory directory = directory(answering(200, "application/json", "{\"active\":false}"));

        StepVerifier.create(directory.look("token")).verifyComplete();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "401|application/json|{}|client and secret",
                "500|application/json|{}|status: 500",
                "302|application/json|{}|status: 302",
                "200|text/html|{\"active\":true}|no JSON",
                "200|application/json|{}|active",
                "200|application/json|{\"active\":\"true\"}|active",
                "200|application/json|{\"active\":true,\"active\":true}|JSON",
                "200|application/json|not json|JSON"
            })
    void lookWhenTheAnswerIsNoneThenUnreachableAndSaysWhy(int status, String type, String body, String why) {
        TokenDirectory directory = directory(answering(status, type, body));
        try (LogWatch log = LogWatch.on("io.gwanmun.gateway.token")) {
            StepVerifier.create(directory.look("the-token"))
                    .expectError(UnreachableException.class)
                    .verify();

            assertThat(log.messages(why)).hasSize(1);
            assertThat(log.messages("the-token")).isEmpty();
        }
    }

    @Test
    void lookWhenTheAnswerIsOneByteTooLongThenUnreachable() {
        String fits = "{\"active\":true,\"x\":\"" + "x".repeat(64 * 1024 - 22) + "\"}";

        assertThat(fits).hasSize(64 * 1024);
        StepVerifier.create(directory(answering(200, "application/json", fits)).look("token"))
                .expectNextCount(1)
                .verifyComplete();
        StepVerifier.create(directory(answering(200, "application/json", fits + ' '))
                        .look("token"))
                .expectError(UnreachableException.class)
                .verify();
    }

    @Test
    void lookWhenTheAnswerIsLateThenUnreachableInTime() {
        TokenDirectory directory = directory(held(), "gateway", "secret", Duration.ofMillis(100), 64);

        StepVerifier.create(directory.look("token"))
                .expectErrorSatisfies(failure -> assertThat(failure).hasMessageContaining("within 100 ms"))
                .verify(Duration.ofSeconds(2));
    }

    @Test
    void lookWhenTheAddressIsNotAllowedThenNothingIsSent() {
        Service service = answering(200, "application/json", ACTIVE);
        Introspections opening = opening(Duration.ofSeconds(2), 64);
        TokenDirectory directory = opening.open("other", at(service, "gateway", "secret"), OutboundPolicy.allowing());

        StepVerifier.create(directory.look("token"))
                .expectErrorSatisfies(failure -> assertThat(failure)
                        .isInstanceOf(UnreachableException.class)
                        .hasMessageContaining("an address of this very machine"))
                .verify();
        assertThat(service.connections()).isZero();
    }

    @Test
    void lookWhenManyAskForOneTokenThenItIsAskedOnce() {
        TokenDirectory directory = directory(held());
        List<Object> answers = new CopyOnWriteArrayList<>();
        Flux.range(0, 100).flatMap(i -> directory.look("token"), 100).subscribe(answers::add);
        RunningGateway.await(() -> asked.get() == 1);
        gate.tryEmitEmpty();

        RunningGateway.await(() -> answers.size() == 100);
        assertThat(asked).hasValue(1);
    }

    @Test
    void lookWhenAsManyRunAsMayThenTheNextFailsAtOnceAndLaterOnesAreAskedAgain() {
        TokenDirectory directory = directory(held(), "gateway", "secret", Duration.ofSeconds(10), 2);
        List<Object> answers = new CopyOnWriteArrayList<>();
        Flux.just("one", "two").flatMap(directory::look).subscribe(answers::add);
        RunningGateway.await(() -> asked.get() == 2);

        StepVerifier.create(directory.look("three"))
                .expectErrorSatisfies(failure -> assertThat(failure).hasMessageContaining("more than 2 questions"))
                .verify(Duration.ofSeconds(1));
        gate.tryEmitEmpty();
        RunningGateway.await(() -> answers.size() == 2);
        StepVerifier.create(directory.look("three")).expectNextCount(1).verifyComplete();
    }

    private Service answering(int status, String type, String body) {
        return opened(Service.handling((request, response) ->
                response.status(status).header("content-type", type).sendString(Mono.just(body))));
    }

    private Service held() {
        return opened(Service.handling((request, response) -> {
            asked.incrementAndGet();
            return gate.asMono()
                    .then(Mono.from(
                            response.header("content-type", "application/json").sendString(Mono.just(ACTIVE))));
        }));
    }

    private Service opened(Service service) {
        closing.add(service);
        return service;
    }

    private TokenDirectory directory(Service service) {
        return directory(service, "gateway", "secret", Duration.ofSeconds(2), 64);
    }

    private TokenDirectory directory(Service service, String client, String secret, Duration timeout, int requests) {
        return opening(timeout, requests)
                .open("other", at(service, client, secret), OutboundPolicy.allowing("loopback"));
    }

    private Introspections opening(Duration timeout, int requests) {
        Introspections opening = new Introspections(new IntrospectionProperties(timeout, requests), Ticker.system());
        closing.add(opening);
        return opening;
    }

    private static IssuerSource.Introspection at(Service service, String client, String secret) {
        return new IssuerSource.Introspection(
                URI.create(service.url() + "/introspect?tenant=1"), client, Secret.of(secret));
    }
}
