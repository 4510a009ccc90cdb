package io.gwanmun.gateway.pipeline;

import java.util.LinkedHashMap;
import java.util.Map;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/**
 * The only place that turns a refusal into an answer: status and a problem document
 * (<a href="https://datatracker.ietf.org/doc/html/rfc9457">RFC 9457</a>) with the members {@code message} and
 * {@code requestId} besides. Nothing of the request and nothing of a service stands in it.
 */
public final class Refusals {

    private static final String TYPE_PREFIX = "urn:gwanmun:fault:";

    private final JsonMapper json = new JsonMapper();

    /**
     * Answers a request with a refusal. The response must not be committed.
     *
     * @return completes when the answer has been handed to the connection
     */
    public Mono<Void> write(ServerWebExchange exchange, Refusal refusal) {
        Call call = Call.KEY.get(exchange);
        call.failed(refusal.fault());
        ServerHttpResponse response = exchange.getResponse();
        byte[] body = json.writeValueAsBytes(problem(refusal, call.requestId()));
        response.setStatusCode(HttpStatusCode.valueOf(refusal.fault().status()));
        HttpHeaders headers = response.getHeaders();
        // What a service or a filter has said belongs to an answer that is not given.
        headers.clear();
        headers.set(Call.REQUEST_ID.toString(), call.requestId());
        refusal.headers().forEach(headers::set);
        headers.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        headers.setContentLength(body.length);
        if (HttpMethod.HEAD.equals(exchange.getRequest().getMethod())) {
            return response.setComplete();
        }
        call.addResponseBytes(body.length);
        DataBuffer buffer = response.bufferFactory().wrap(body);
        return response.writeWith(Mono.just(buffer));
    }

    /** Returns the problem document of a refusal, in the order of its members. */
    static Map<String, Object> problem(Refusal refusal, String requestId) {
        Fault fault = refusal.fault();
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("type", TYPE_PREFIX + fault.id());
        members.put("title", fault.sentence());
        members.put("status", fault.status());
        members.put("detail", refusal.sentence());
        members.put("message", refusal.sentence());
        members.put("requestId", requestId);
        return members;
    }
}
