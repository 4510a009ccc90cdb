package io.gwanmun.gateway.integration;

import java.nio.charset.StandardCharsets;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

import io.gwanmun.gateway.pipeline.Call;

/** An answer of the gateway's own, its body encoded once for all requests. */
final class FixedAnswer {

    private final AnswerPolicy policy;
    private final byte[] body;

    private FixedAnswer(AnswerPolicy policy, byte[] body) {
        this.policy = policy;
        this.body = body;
    }

    static FixedAnswer of(AnswerPolicy policy) {
        return new FixedAnswer(policy, policy.body().getBytes(StandardCharsets.UTF_8));
    }

    /** Puts status and headers on the response, where filters may still change them. */
    void writeHead(ServerHttpResponse response) {
        response.setStatusCode(HttpStatusCode.valueOf(policy.status()));
        HttpHeaders headers = response.getHeaders();
        if (!policy.contentType().isEmpty()) {
            headers.set(HttpHeaders.CONTENT_TYPE, policy.contentType());
        }
        policy.headers().forEach(headers::set);
        if (AnswerPolicy.mayHaveBody(policy.status())) {
            headers.setContentLength(body.length);
        }
    }

    /** Sends the response, with the body unless only the head was asked for. */
    Mono<Void> send(ServerWebExchange exchange) {
        ServerHttpResponse response = exchange.getResponse();
        if (body.length == 0 || HttpMethod.HEAD.equals(exchange.getRequest().getMethod())) {
            return response.setComplete();
        }
        Call.KEY.get(exchange).addResponseBytes(body.length);
        DataBuffer buffer = response.bufferFactory().wrap(body);
        return response.writeWith(Mono.just(buffer));
    }
}
