package io.gwanmun.gateway.integration;

import java.util.Iterator;
import java.util.Map;

import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import reactor.netty.http.server.HttpServerResponse;

import io.gwanmun.gateway.integration.http.LegResponse;
import io.gwanmun.gateway.pipeline.Call;

/** Puts the head of a service's answer on the response to the client. What the gateway has set itself stays. */
final class ResponseHead {

    private ResponseHead() {}

    /** Copies status and headers; the request's id stays the gateway's. */
    static void write(LegResponse answer, ServerHttpResponse response) {
        response.setStatusCode(HttpStatusCode.valueOf(answer.status().code()));
        HttpServerResponse answering = ServerHttpResponseDecorator.getNativeResponse(response);
        HttpHeaders to = answering.responseHeaders();
        Iterator<Map.Entry<CharSequence, CharSequence>> entries =
                answer.headers().iteratorCharSequence();
        while (entries.hasNext()) {
            Map.Entry<CharSequence, CharSequence> entry = entries.next();
            if (!isRequestId(entry.getKey())) {
                to.add(entry.getKey(), entry.getValue());
            }
        }
    }

    private static boolean isRequestId(CharSequence name) {
        return name.length() == Call.REQUEST_ID.length() && AsciiString.contentEqualsIgnoreCase(Call.REQUEST_ID, name);
    }
}
