package io.gwanmun.gateway.ingress;

import java.net.InetSocketAddress;
import java.util.List;

import io.netty.handler.codec.http.HttpHeaders;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebHandler;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SignalType;
import reactor.netty.Connection;
import reactor.netty.channel.AbortedException;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

import io.gwanmun.gateway.network.ClientAddresses;
import io.gwanmun.gateway.pipeline.Call;
import io.gwanmun.gateway.pipeline.CanonicalPath;
import io.gwanmun.gateway.pipeline.ClientFault;
import io.gwanmun.gateway.pipeline.GatewayFault;
import io.gwanmun.gateway.pipeline.Origin;
import io.gwanmun.gateway.pipeline.Outcome;
import io.gwanmun.gateway.pipeline.OutcomeListener;
import io.gwanmun.gateway.pipeline.Refusal;
import io.gwanmun.gateway.pipeline.Refusals;
import io.gwanmun.gateway.pipeline.RefusedException;
import io.gwanmun.gateway.pipeline.Ticker;

/**
 * Everything that arrives on the data port, from its first phase to its last. APIs are served here and nothing else: there is
 * no dispatcher beside the routes that could answer.
 *
 * <ol>
 *   <li>The caller's address is found, then headers of the connection and of proxies are removed; the path is made
 *       canonical, the request gets an id: the {@link Call} is open.
 *   <li>The routes take the request.
 *   <li>A refusal or an error becomes an answer; when the answer has begun already, the connection is cut, so that the
 *       caller notices.
 *   <li>The listeners hear how it ended: once, also when the caller went away.
 * </ol>
 */
final class DataPort implements HttpHandler {

    private static final Logger log = LoggerFactory.getLogger(DataPort.class);
    private static final String HTTP_1_0 = "HTTP/1.0";
    private static final int CLIENT_CLOSED = ClientFault.CLIENT_CLOSED.status();

    private final WebHandler routes;
    private final Exchanges exchanges;
    private final Refusals refusals;
    private final List<OutcomeListener> listeners;
    private final ClientAddresses addresses;
    private final RequestIds ids;
    private final Ticker ticker;

    DataPort(
            WebHandler routes,
            Exchanges exchanges,
            Refusals refusals,
            List<OutcomeListener> listeners,
            ClientAddresses addresses,
            RequestIds ids,
            Ticker ticker) {
        this.routes = routes;
        this.exchanges = exchanges;
        this.refusals = refusals;
        this.listeners = List.copyOf(listeners);
        this.addresses = addresses;
        this.ids = ids;
        this.ticker = ticker;
    }

    @Override
    public Mono<Void> handle(ServerHttpRequest request, ServerHttpResponse response) {
        ServerWebExchange exchange = exchanges.open(request, response);
        return begin(exchange)
                .onErrorResume(error -> answer(exchange, error))
                .doFinally(signal -> end(exchange, signal));
    }

    private Mono<Void> begin(ServerWebExchange exchange) {
        long arrived = ticker.nanos();
        ServerHttpRequest request = exchange.getRequest();
        HttpServerRequest arriving = ServerHttpRequestDecorator.getNativeRequest(request);
        HttpHeaders headers = arriving.requestHeaders();
        String requestId = ids.of(headers.get(Call.REQUEST_ID));
        Origin origin = originOf(arriving);
        ArrivingHeaders.clean(headers);
        headers.set(Call.REQUEST_ID, requestId);
        HttpServerResponse answering = ServerHttpResponseDecorator.getNativeResponse(exchange.getResponse());
        answering.responseHeaders().set(Call.REQUEST_ID, requestId);
        if (HTTP_1_0.equals(arriving.protocol())) {
            answering.chunkedTransfer(false);
        }
        String raw = rawPath(request, arriving);
        try {
            Arrival.check(arriving);
            open(exchange, requestId, CanonicalPath.of(raw), origin, arrived);
            return routes.handle(exchange);
        } catch (RefusedException e) {
            if (Call.KEY.find(exchange) == null) {
                open(exchange, requestId, raw, origin, arrived);
            }
            return refusals.write(exchange, e.refusal());
        } catch (RuntimeException | LinkageError e) {
            // A filter may throw instead of returning an error, or be made against another version.
            return answer(exchange, e);
        }
    }

    /** Returns the path as sent; the whole target when it is neither a path nor a URL, which no path begins with. */
    private static String rawPath(ServerHttpRequest request, HttpServerRequest arriving) {
        String target = arriving.uri();
        boolean hasPath = target.startsWith("/") || target.startsWith("http://") || target.startsWith("https://");
        String path = hasPath ? request.getURI().getRawPath() : target;
        return path == null ? target : path;
    }

    private static void open(ServerWebExchange exchange, String requestId, String path, Origin origin, long arrived) {
        HttpServerRequest arriving = ServerHttpRequestDecorator.getNativeRequest(exchange.getRequest());
        Call.KEY.put(exchange, new Call(requestId, arriving.method().name(), path, origin, arrived));
    }

    private Origin originOf(HttpServerRequest arriving) {
        InetSocketAddress peer = arriving.remoteAddress();
        return peer == null || peer.getAddress() == null
                ? Origin.unknown(arriving.scheme())
                : addresses.resolve(peer.getAddress(), arriving.scheme(), arriving.requestHeaders());
    }

    private Mono<Void> answer(ServerWebExchange exchange, Throwable error) {
        Refusal refusal = refusalOf(exchange, error);
        if (exchange.getResponse().isCommitted()) {
            Call.KEY.get(exchange).failed(refusal.fault());
            cut(exchange.getResponse());
            return Mono.empty();
        }
        return refusals.write(exchange, refusal);
    }

    private static Refusal refusalOf(ServerWebExchange exchange, Throwable error) {
        if (error instanceof RefusedException refused) {
            return refused.refusal();
        }
        boolean reset = error instanceof AbortedException || AbortedException.isConnectionReset(error);
        if (reset && !isConnected(exchange)) {
            return Refusal.of(ClientFault.CLIENT_CLOSED);
        }
        log.error("requestId={} fault={}", Call.KEY.get(exchange).requestId(), GatewayFault.INTERNAL.id(), error);
        return Refusal.of(GatewayFault.INTERNAL);
    }

    /** A filter's own connection may have been reset while the caller waits. */
    private static boolean isConnected(ServerWebExchange exchange) {
        HttpServerRequest arriving = ServerHttpRequestDecorator.getNativeRequest(exchange.getRequest());
        return ((Connection) arriving).channel().isActive();
    }

    private static void cut(ServerHttpResponse response) {
        HttpServerResponse answering = ServerHttpResponseDecorator.getNativeResponse(response);
        answering.withConnection(Connection::dispose);
    }

    private void end(ServerWebExchange exchange, SignalType signal) {
        Call call = Call.KEY.get(exchange);
        ServerHttpResponse response = exchange.getResponse();
        if (signal == SignalType.CANCEL) {
            call.failed(ClientFault.CLIENT_CLOSED);
        }
        Outcome outcome =
                new Outcome(call, protocolOf(exchange), statusOf(response), ticker.nanos() - call.arrivedNanos());
        for (int i = 0; i < listeners.size(); i++) {
            listeners.get(i).ended(outcome);
        }
    }

    private static int statusOf(ServerHttpResponse response) {
        HttpStatusCode status = response.isCommitted() ? response.getStatusCode() : null;
        return status == null ? CLIENT_CLOSED : status.value();
    }

    private static String protocolOf(ServerWebExchange exchange) {
        HttpServerRequest arriving = ServerHttpRequestDecorator.getNativeRequest(exchange.getRequest());
        return arriving.protocol();
    }
}
