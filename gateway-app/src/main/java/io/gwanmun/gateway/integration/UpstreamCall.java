package io.gwanmun.gateway.integration;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Operators;

import io.gwanmun.gateway.integration.http.LegLimits;
import io.gwanmun.gateway.integration.http.LegRequest;
import io.gwanmun.gateway.integration.http.LegResponse;
import io.gwanmun.gateway.integration.websocket.Opening;
import io.gwanmun.gateway.pipeline.Call;
import io.gwanmun.gateway.pipeline.Decision;
import io.gwanmun.gateway.pipeline.Downstream;
import io.gwanmun.gateway.pipeline.GatewayFault;
import io.gwanmun.gateway.pipeline.RefusedException;

/**
 * One call to a service, from its first attempt to the head of the answer, on the event loop of the request.
 *
 * <ol>
 *   <li>Takes the target whose turn it is; when all of the upstream are left out, one of the upstream that stands in for it;
 *       when those are out too, a target that is out, as a call is never refused without a try.
 *   <li>Writes the head of the request for this target; the body, if there is one, streams.
 *   <li>An attempt that came to nothing may be followed by another, at another target, as {@link Retry} says: at most
 *       {@link #MOST_ATTEMPTS} in all, the last at the stand-in if there is one, and all of them within the time that the
 *       call has.
 *   <li>When the head of the answer is there, leaves it on the exchange for {@link ReplyFilter}, which owns it from then on.
 * </ol>
 */
final class UpstreamCall implements CoreSubscriber<LegResponse>, Subscription {

    static final int MOST_ATTEMPTS = 3;

    /** With less time left nothing would come of another attempt; what keeps time limits looks as often. */
    private static final long LEAST_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final UpstreamCallFilter route;
    private final ServerWebExchange exchange;
    private final Downstream arriving;
    private final Call call;
    private final @Nullable Opening opening;
    private final CoreSubscriber<? super Void> actual;
    private final AtomicBoolean demanded = new AtomicBoolean();
    private @Nullable OutgoingRequest outgoing;
    private @Nullable Attempt attempt;
    private @Nullable Subscription subscription;
    private long startedNanos;
    private boolean over;

    UpstreamCall(UpstreamCallFilter route, ServerWebExchange exchange, CoreSubscriber<? super Void> actual) {
        this.route = route;
        this.exchange = exchange;
        this.arriving = Downstream.KEY.get(exchange);
        this.call = Call.KEY.get(exchange);
        this.opening = Opening.KEY.find(exchange);
        this.actual = actual;
    }

    @Override
    public void request(long n) {
        if (Operators.validate(n) && demanded.compareAndSet(false, true)) {
            if (arriving.loop().inEventLoop()) {
                start();
            } else {
                arriving.loop().execute(this::start);
            }
        }
    }

    @Override
    public void cancel() {
        if (arriving.loop().inEventLoop()) {
            cancelled();
        } else {
            arriving.loop().execute(this::cancelled);
        }
    }

    private void start() {
        if (over) {
            return;
        }
        startedNanos = route.ticker().nanos();
        if (isClosed(route.first())) {
            over = true;
            actual.onError(new RefusedException(GatewayFault.REGION_LOOP));
            return;
        }
        Upstream upstream = route.first().upstream();
        Approach failover = failover();
        Upstream.Target target = upstream.next(startedNanos);
        if (target == null && failover != null) {
            Upstream.Target standIn = failover.upstream().next(startedNanos);
            if (standIn != null) {
                route.meters().failedOver(upstream, failover.upstream());
                begin(failover, standIn, route.limits(), startedNanos);
                return;
            }
        }
        begin(route.first(), target == null ? upstream.anyway() : target, route.limits(), startedNanos);
    }

    private @Nullable Approach failover() {
        Approach failover = route.failover();
        return failover == null || isClosed(failover) ? null : failover;
    }

    /** A call that another region sent on does not leave this one. */
    private boolean isClosed(Approach approach) {
        return approach.from() != null && GatewayRegion.isSentOn(arriving);
    }

    private void begin(Approach approach, Upstream.Target target, LegLimits limits, long now) {
        Attempt before = attempt;
        LegRequest request;
        try {
            if (outgoing == null) {
                outgoing = new OutgoingRequest(exchange, arriving, call, route.forwarded());
            }
            request = outgoing.to(approach, target, limits);
        } catch (RuntimeException e) {
            approach.upstream().undecided(target, now);
            end(e, now);
            return;
        }
        attempt = new Attempt(before, approach, target, request, now);
        call.sentTo(target.source().authority());
        Decision decision = call.decision();
        if (decision != null) {
            decision.sentTo(approach.upstream().name(), approach.equals(route.failover()));
        }
        (opening != null
                        ? opening.upgrade(target.leg(), request)
                        : before == null
                                ? target.leg().call(request)
                                : target.leg().callOnce(request))
                .subscribe(this);
    }

    @Override
    public void onSubscribe(Subscription begun) {
        subscription = begun;
        begun.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(LegResponse answer) {
        if (over) {
            answer.discard();
            return;
        }
        Attempt answered = attempt();
        answered.upstream().answered(answered.target, answered.began);
        over = true;
        call.integrationTook(route.ticker().nanos() - startedNanos);
        try {
            ReplyFilter.ANSWER.put(exchange, answer);
            ResponseHead.write(answer, exchange.getResponse(), arriving);
        } catch (RuntimeException e) {
            actual.onError(e);
            return;
        }
        actual.onComplete();
    }

    @Override
    public void onComplete() {
        // The answer came before.
    }

    @Override
    public void onError(Throwable error) {
        if (over) {
            return;
        }
        long now = route.ticker().nanos();
        Attempt failed = attempt();
        failed.upstream().failed(failed.target, error, failed.began, now);
        Retry why = Retry.after(error, failed.request, opening != null);
        long left = route.limits().responseTimeout().toNanos() - (now - startedNanos);
        if (why == null || left < LEAST_NANOS || failed.number() >= MOST_ATTEMPTS || !retries(failed, why, left, now)) {
            end(error, now);
        }
    }

    /** Makes another attempt, if there is anybody left to ask. */
    private boolean retries(Attempt failed, Retry why, long left, long now) {
        LegLimits limits = new LegLimits(Duration.ofNanos(left), route.limits().bodyIdleTimeout());
        List<Upstream.Target> tried = failed.tried();
        Approach failover = failover();
        boolean standsIn = failed.approach.equals(failover);
        boolean isLast = failed.number() == MOST_ATTEMPTS - 1;
        Approach[] order = failover == null || standsIn
                ? new Approach[] {failed.approach}
                : isLast ? new Approach[] {failover, route.first()} : new Approach[] {route.first(), failover};
        for (Approach next : order) {
            Upstream.Target target = next.upstream().another(now, tried);
            if (target != null) {
                route.meters().retried(failed.upstream(), why);
                if (next.equals(failover) && !standsIn) {
                    route.meters().failedOver(failed.upstream(), next.upstream());
                }
                begin(next, target, limits, now);
                return true;
            }
        }
        return false;
    }

    private void end(Throwable error, long now) {
        over = true;
        call.integrationTook(now - startedNanos);
        actual.onError(error);
    }

    private void cancelled() {
        if (!over) {
            over = true;
            if (subscription != null) {
                subscription.cancel();
            }
            if (attempt != null) {
                attempt.upstream().undecided(attempt.target, attempt.began);
            }
        }
    }

    private Attempt attempt() {
        return Objects.requireNonNull(attempt);
    }

    /**
     * One attempt.
     *
     * @param before the one before, null for the first
     * @param approach how it goes
     * @param target where it goes
     * @param request what is sent
     * @param began when it began
     */
    private record Attempt(
            @Nullable Attempt before, Approach approach, Upstream.Target target, LegRequest request, long began) {

        Upstream upstream() {
            return approach.upstream();
        }

        /** Returns which attempt it is, from 1. */
        int number() {
            return before == null ? 1 : before.number() + 1;
        }

        /** Returns where this one went and those before. */
        List<Upstream.Target> tried() {
            List<Upstream.Target> tried = before == null ? new ArrayList<>(MOST_ATTEMPTS) : before.tried();
            tried.add(target);
            return tried;
        }
    }
}
