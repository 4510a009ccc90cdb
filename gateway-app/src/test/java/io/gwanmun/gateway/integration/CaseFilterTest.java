package io.gwanmun.gateway.integration;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import reactor.test.StepVerifier;
import reactor.test.publisher.PublisherProbe;

import io.gwanmun.gateway.api.Mistakes;
import io.gwanmun.gateway.api.Secrets;
import io.gwanmun.gateway.api.Source;
import io.gwanmun.gateway.api.Where;
import io.gwanmun.gateway.api.yaml.YamlText;
import io.gwanmun.gateway.integration.Destinations.Case;
import io.gwanmun.gateway.pipeline.Call;
import io.gwanmun.gateway.pipeline.Caller;
import io.gwanmun.gateway.pipeline.GatewayFault;
import io.gwanmun.gateway.pipeline.Origin;
import io.gwanmun.gateway.pipeline.RefusedException;

import static org.assertj.core.api.Assertions.assertThat;

class CaseFilterTest {

    private static final Destinations DESTINATIONS = new Destinations(List.of(
            one("{role: [admin, root], scope: write}", "first"),
            one("{claim: {tier: [gold, 3], org.size: big}}", "second"),
            one("{issuer: elsewhere, client: [app, cli]}", "third"),
            new Case(List.of(), new IntegrationPolicy("last", 0, null, false))));

    private static final List<Way> WAYS = List.of(way(), way(), way(), way());

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "admin       | read write | none   | own       | app   | 0",
                "other root  | write      | gold   | own       | app   | 0",
                "admin       | read       | none   | own       | app   | 3",
                "user        | write      | gold   | own       | app   | 1",
                "user        | write      | 3      | own       | app   | 1",
                "user        | write      | silver | own       | app   | 3",
                "user        | write      | none   | elsewhere | cli   | 2",
                "user        | write      | none   | elsewhere | other | 3",
                "user        | write      | none   | elsewhere |       | 3"
            })
    void filterWhenCallerIsThisOneThenTheFirstCaseThatHoldsIsTaken(
            String roles, String scopes, String tier, String issuer, @Nullable String client, int expected) {
        Map<String, Object> claims = Map.of("tier", tier, "org", Map.of("size", "big"));
        MockServerWebExchange exchange = exchange();
        Caller.KEY.put(
                exchange,
                new Caller(
                        "jwt", issuer, "s", client, Set.of(roles.split(" ")), Set.of(scopes.split(" ")), claims, null));
        PublisherProbe<Void> behind = PublisherProbe.empty();

        StepVerifier.create(new CaseFilter(DESTINATIONS, WAYS).filter(exchange, next -> behind.mono()))
                .verifyComplete();

        behind.assertWasSubscribed();
        assertThat(Way.CHOSEN.get(exchange)).isSameAs(WAYS.get(expected));
    }

    @Test
    void filterWhenAConditionThrowsThen500AndNothingBehindIsAsked() {
        CaseCondition broken = new CaseCondition() {
            @Override
            public boolean holds(CaseFacts facts) {
                throw new IllegalStateException("broken");
            }

            @Override
            public String subject() {
                return "broken";
            }

            @Override
            public String found(CaseFacts facts) {
                return "";
            }
        };
        Destinations destinations = new Destinations(
                List.of(new Case(List.of(broken), DESTINATIONS.cases().get(0).to()), one(null, "last")));
        MockServerWebExchange exchange = exchange();
        Caller.KEY.put(exchange, new Caller("jwt", "i", "s", null, Set.of(), Set.of(), Map.of(), null));

        assertRefused(exchange, destinations);
    }

    @Test
    void filterWhenNobodyIsProvedThen500AndNotTheDefault() {
        assertRefused(exchange(), DESTINATIONS);
    }

    private static void assertRefused(MockServerWebExchange exchange, Destinations destinations) {
        PublisherProbe<Void> behind = PublisherProbe.empty();
        StepVerifier.create(new CaseFilter(destinations, WAYS).filter(exchange, next -> behind.mono()))
                .verifyErrorSatisfies(
                        error -> assertThat(((RefusedException) error).refusal().fault())
                                .isEqualTo(GatewayFault.CONDITION_FAILED));
        behind.assertWasNotSubscribed();
    }

    private static MockServerWebExchange exchange() {
        MockServerWebExchange exchange = MockServerWebExchange.from(MockServerHttpRequest.get("/"));
        Call.KEY.put(exchange, new Call("id", "GET", "/", Origin.unknown("http"), 0));
        return exchange;
    }

    private static Case one(@Nullable String when, String upstream) {
        List<CaseCondition> conditions = List.of();
        if (when != null) {
            Mistakes mistakes = new Mistakes();
            Source source = new YamlText("when", new Secrets(name -> null, List.of()), mistakes).read(when);
            conditions = WhenShape.WHEN.read(Objects.requireNonNull(source), Where.ROOT, mistakes);
            assertThat(mistakes.sorted()).isEmpty();
        }
        return new Case(conditions == null ? List.of() : conditions, new IntegrationPolicy(upstream, 0, null, false));
    }

    private static Way way() {
        ReplyFilter reply = new ReplyFilter();
        return new Way(reply, new FixedAnswerFilter(FixedAnswer.of(new AnswerPolicy(204, Map.of(), "", ""))));
    }
}
