package io.gwanmun.gateway.integration.websocket;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import reactor.core.publisher.Mono;

import io.gwanmun.gateway.integration.http.HttpLeg;
import io.gwanmun.gateway.integration.http.LegRequest;
import io.gwanmun.gateway.integration.http.LegResponse;
import io.gwanmun.gateway.integration.http.LegTunnel;
import io.gwanmun.gateway.pipeline.Call;
import io.gwanmun.gateway.pipeline.Decision;
import io.gwanmun.gateway.pipeline.Downstream;
import io.gwanmun.gateway.pipeline.ExchangeKey;
import io.gwanmun.gateway.pipeline.RefusedException;
import io.gwanmun.gateway.pipeline.UpstreamFault;

/**
 * The handshake of one WebSocket, from the client's request to the two connections joined. Stands on the exchange of a request
 * that is one: the call behind goes through {@link #upgrade}, and when the service goes over, the reply is {@link #join}.
 */
public final class Opening {

    /** Where it is kept; only on requests that ask for a WebSocket on a route that takes them. */
    public static final ExchangeKey<Opening> KEY = ExchangeKey.of("integration.websocket", Opening.class);

    private final Downstream downstream;
    private final Call call;
    private final WebSocketPolicy policy;
    private final OpenSockets sockets;
    private final Handshake handshake;

    Opening(Downstream downstream, Call call, WebSocketPolicy policy, OpenSockets sockets) {
        this.downstream = downstream;
        this.call = call;
        this.policy = policy;
        this.sockets = sockets;
        this.handshake = Handshake.of(downstream.requestHeaders());
    }

    /**
     * Asks the service. Fails as {@link HttpLeg#call} does, and with {@code BAD_WEBSOCKET} when the service answers with 2xx, or
     * goes over without having understood or to what it was not asked.
     *
     * @return a response with a tunnel when the service goes over, its head made the gateway's own; else the service's refusal
     */
    public Mono<LegResponse> upgrade(HttpLeg leg, LegRequest request) {
        handshake.ask(request.headers());
        return leg.upgrade(request).map(this::checked);
    }

    /**
     * Answers the client with 101 and joins it with the service.
     *
     * @param tunnel the service's side; closed if the client is not there any more
     * @return completes when the client's connection is closed
     */
    public Mono<Void> join(LegTunnel tunnel) {
        Relay relay = new Relay(policy, call, sockets, downstream.loop());
        HttpHeaders headers = downstream.responseHeaders();
        headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE);
        headers.set(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET);
        Decision decision = call.decision();
        if (decision != null) {
            headers.set(Decision.HEADER, decision.of(call));
        }
        return downstream
                .switchProtocol(pipeline -> relay.begin(pipeline, tunnel))
                .doFinally(end -> tunnel.close());
    }

    private LegResponse checked(LegResponse answer) {
        boolean fine = answer.tunnel() != null
                ? handshake.accept(answer.headers())
                : answer.status().code() >= 300;
        if (!fine) {
            answer.discard();
            throw new RefusedException(UpstreamFault.BAD_WEBSOCKET);
        }
        return answer;
    }
}
