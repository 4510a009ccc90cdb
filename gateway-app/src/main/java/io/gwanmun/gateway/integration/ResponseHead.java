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
import io.gwanmun.gateway.pipeline.RefusedException;
import io.gwanmun.gateway.pipeline.UpstreamFault;

/** Puts the head of a service's answer on the response to the client. What the gateway has set itself stays. */
final class ResponseHead {

    private static final AsciiString REQUEST_ID = AsciiString.cached("x-request-id");

    private static final int LOWEST = 200;
    private static final int HIGHEST = 999;

    private ResponseHead() {}

    /**
     * Copies status and headers; the request's id stays the gateway's.
     *
     * @throws RefusedException with {@link UpstreamFault#BAD_RESPONSE} when the status has not three digits
     */
    static void write(LegResponse answer, ServerHttpResponse response) {
        int status = answer.status().code();
        if (status < LOWEST || status > HIGHEST) {
            throw new RefusedException(UpstreamFault.BAD_RESPONSE);
        }
        response.setStatusCode(HttpStatusCode.valueOf(status));
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
        return name.length() == REQUEST_ID.length() && AsciiString.contentEqualsIgnoreCase(REQUEST_ID, name);
    }
}
