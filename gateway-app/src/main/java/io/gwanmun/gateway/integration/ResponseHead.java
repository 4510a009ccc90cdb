package io.gwanmun.gateway.integration;

import io.netty.handler.codec.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.ServerHttpResponse;

import io.gwanmun.gateway.integration.http.LegResponse;
import io.gwanmun.gateway.pipeline.Call;
import io.gwanmun.gateway.pipeline.Decision;
import io.gwanmun.gateway.pipeline.Downstream;

/** Puts the head of a service's answer on the response to the client. What the gateway has set itself stays. */
final class ResponseHead {

    private ResponseHead() {}

    /** Copies status and headers; what the gateway says itself, nobody else does. */
    static void write(LegResponse answer, ServerHttpResponse response, Downstream client) {
        response.setStatusCode(HttpStatusCode.valueOf(answer.status().code()));
        HttpHeaders from = answer.headers();
        from.remove(Call.REQUEST_ID);
        from.remove(Decision.HEADER);
        client.responseHeaders().add(from);
    }
}
