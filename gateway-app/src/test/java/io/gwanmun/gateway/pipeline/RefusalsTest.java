package io.gwanmun.gateway.pipeline;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class RefusalsTest {

    private final Refusals refusals = new Refusals();

    @Test
    void writeWhenRefusedThenProblemDocumentWithMessageAndRequestId() {
        MockServerWebExchange exchange = exchange(MockServerHttpRequest.get("/x"));
        refusals.write(exchange, new Refusal(ClientFault.METHOD_NOT_ALLOWED, "", Map.of("Allow", "GET")))
                .block();
        assertThat(exchange.getResponse().getStatusCode()).isEqualTo(HttpStatus.METHOD_NOT_ALLOWED);
        assertThat(exchange.getResponse().getHeaders().getContentType()).isEqualTo(MediaType.APPLICATION_PROBLEM_JSON);
        assertThat(exchange.getResponse().getHeaders().getFirst("Allow")).isEqualTo("GET");
        JsonNode body = new JsonMapper()
                .readTree(exchange.getResponse().getBodyAsString().block());
        assertThat(body.propertyNames()).containsExactly("type", "title", "status", "detail", "message", "requestId");
        assertThat(body.get("type").asString()).isEqualTo("urn:gwanmun:fault:method-not-allowed");
        assertThat(body.get("status").asInt()).isEqualTo(405);
        assertThat(body.get("requestId").asString()).isEqualTo("id-1");
        assertThat(Call.KEY.get(exchange).fault()).isEqualTo(ClientFault.METHOD_NOT_ALLOWED);
    }

    @Test
    void writeWhenSentenceNeedsEscapingThenStillOneDocument() {
        MockServerWebExchange exchange = exchange(MockServerHttpRequest.get("/x"));
        refusals.write(exchange, Refusal.of(ClientFault.BAD_PATH, "a \"quote\" and a \n line"))
                .block();
        JsonNode body = new JsonMapper()
                .readTree(exchange.getResponse().getBodyAsString().block());
        assertThat(body.get("message").asString()).isEqualTo("a \"quote\" and a \n line");
    }

    @Test
    void writeWhenMethodIsHeadThenLengthWithoutBody() {
        MockServerWebExchange exchange = exchange(MockServerHttpRequest.head("/x"));
        refusals.write(exchange, Refusal.of(ClientFault.NO_ROUTE)).block();
        assertThat(exchange.getResponse().getHeaders().getContentLength()).isPositive();
        assertThat(exchange.getResponse().getHeaders().containsHeader(HttpHeaders.CONTENT_TYPE))
                .isTrue();
        assertThat(exchange.getResponse().getBodyAsString().block()).isEmpty();
        assertThat(Call.KEY.get(exchange).responseBytes()).isZero();
    }

    private static MockServerWebExchange exchange(MockServerHttpRequest.BaseBuilder<?> request) {
        MockServerWebExchange exchange = MockServerWebExchange.from(request);
        Call.KEY.put(exchange, new Call("id-1", "GET", "/x", Origin.unknown("http"), 0));
        return exchange;
    }
}
