package io.gwanmun.gateway.ingress;

import java.net.InetSocketAddress;

import io.netty.util.Attribute;
import io.netty.util.AttributeKey;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.WebHandler;
import reactor.core.publisher.Mono;

import io.gwanmun.gateway.ingress.http.CallReceiver;
import io.gwanmun.gateway.ingress.http.ServerCall;
import io.gwanmun.gateway.network.ArrivingHeaders;
import io.gwanmun.gateway.network.ClientAddresses;
import io.gwanmun.gateway.network.ClientAddresses.Peer;
import io.gwanmun.gateway.pipeline.Call;
import io.gwanmun.gateway.pipeline.Decision;
import io.gwanmun.gateway.pipeline.Decisions;
import io.gwanmun.gateway.pipeline.Origin;
import io.gwanmun.gateway.pipeline.Refusal;
import io.gwanmun.gateway.pipeline.RefusedException;
import io.gwanmun.gateway.pipeline.ReservedHeaders;
import io.gwanmun.gateway.pipeline.Ticker;

/**
 * Everything that arrives on the data port, from its first phase to its last. APIs are served here and nothing else: there is
 * no dispatcher beside the routes that could answer.
 *
 * <ol>
 *   <li>The caller's address is found, then headers of the connection and of proxies are removed; the path is made
 *       canonical, the request gets an id: the {@link Call} is open.
 *   <li>The routes take the request.
 *   <li>A {@link Run} sees to it that there is an answer, whatever happens, and that the listeners hear once how it ended.
 * </ol>
 */
final class DataPort implements CallReceiver {

    private static final AttributeKey<Peer> PEER = AttributeKey.valueOf(DataPort.class, "peer");

    private final WebHandler routes;
    private final Runs runs;
    private final ClientAddresses addresses;
    private final Arrival arrival;
    private final SecureHosts hosts;
    private final HealthPath health;
    private final ReservedHeaders reserved;
    private final Decisions decisions;
    private final RequestIds ids;
    private final Ticker ticker;

    DataPort(
            WebHandler routes,
            Runs runs,
            ClientAddresses addresses,
            Arrival arrival,
            SecureHosts hosts,
            HealthPath health,
            ReservedHeaders reserved,
            Decisions decisions,
            RequestIds ids,
            Ticker ticker) {
        this.routes = routes;
        this.runs = runs;
        this.addresses = addresses;
        this.arrival = arrival;
        this.hosts = hosts;
        this.health = health;
        this.reserved = reserved;
        this.decisions = decisions;
        this.ids = ids;
        this.ticker = ticker;
    }

    @Override
    public Listener receive(ServerCall arriving) {
        long arrived = ticker.nanos();
        io.netty.handler.codec.http.HttpHeaders headers = arriving.requestHeaders();
        String requestId = ids.of(headers.get(Call.REQUEST_ID));
        Origin origin = originOf(arriving);
        Decision decision = decisions.asked(headers);
        ArrivingHeaders.clean(headers, reserved);
        headers.set(Call.REQUEST_ID, requestId);
        arriving.responseHeaders().set(Call.REQUEST_ID, requestId);
        Target target;
        String elsewhere;
        try {
            target = arrival.check(arriving);
            elsewhere = hosts.redirect(arriving, origin, target);
            if (elsewhere == null) {
                hosts.check(arriving);
            }
        } catch (RefusedException e) {
            Call call = call(arriving, requestId, Target.pathOf(arriving.target()), origin, arrived);
            return refused(arriving, call, decision, e.refusal());
        }
        Run run = open(arriving, call(arriving, requestId, target.path(), origin, arrived), target.query(), decision);
        if (health.isAskedFor(target)) {
            run.follow(health.answer(run.exchange().getResponse()));
        } else {
            run.follow(elsewhere == null ? routed(run) : redirected(run, elsewhere));
        }
        return run;
    }

    private static Mono<Void> redirected(Run run, String location) {
        ClientResponse response = run.exchange().getResponse();
        response.setStatusCode(HttpStatus.PERMANENT_REDIRECT);
        response.getHeaders().set(HttpHeaders.LOCATION, location);
        return response.setComplete();
    }

    /** A filter may throw instead of returning an error, or be made against another version. */
    private Mono<Void> routed(Run run) {
        try {
            return routes.handle(run.exchange());
        } catch (RuntimeException | LinkageError e) {
            return Mono.error(e);
        }
    }

    @Override
    public Listener refuse(ServerCall arriving, Refusal refusal) {
        String requestId = ids.of(null);
        arriving.responseHeaders().set(Call.REQUEST_ID, requestId);
        Call call = call(arriving, requestId, Target.pathOf(arriving.target()), originOf(arriving), ticker.nanos());
        return refused(arriving, call, null, refusal);
    }

    private Listener refused(ServerCall arriving, Call call, @Nullable Decision decision, Refusal refusal) {
        Run run = open(arriving, call, null, decision);
        run.refuse(refusal);
        return run;
    }

    private static Call call(ServerCall arriving, String requestId, String path, Origin origin, long arrived) {
        return new Call(requestId, arriving.method().name(), path, origin, arrived);
    }

    private Run open(ServerCall arriving, Call call, @Nullable String query, @Nullable Decision decision) {
        Run run = runs.begin(arriving, call, query);
        ClientResponse response = run.exchange().getResponse();
        response.strictTransport(hosts.strictTransport(arriving, call.origin()));
        if (decision != null) {
            call.explain(decision);
            response.decision(() -> decision.of(call));
        }
        return run;
    }

    /** The other end of a connection stays the same; what its requests say of themselves is asked each time. */
    private Origin originOf(ServerCall arriving) {
        Attribute<Peer> kept = arriving.onConnection(PEER);
        Peer peer = kept.get();
        if (peer == null) {
            InetSocketAddress address = arriving.peer();
            if (address == null || address.getAddress() == null) {
                return Origin.unknown(arriving.scheme());
            }
            peer = addresses.peer(address.getAddress(), arriving.scheme());
            kept.set(peer);
        }
        return peer.origin(arriving.requestHeaders());
    }
}
