package io.gwanmun.gateway.ingress;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;

import io.gwanmun.gateway.ingress.http.CallReceiver;
import io.gwanmun.gateway.ingress.http.ServerCall;
import io.gwanmun.gateway.pipeline.Call;
import io.gwanmun.gateway.pipeline.ClientFault;
import io.gwanmun.gateway.pipeline.GatewayFault;
import io.gwanmun.gateway.pipeline.Outcome;
import io.gwanmun.gateway.pipeline.OutcomeListener;
import io.gwanmun.gateway.pipeline.Refusal;
import io.gwanmun.gateway.pipeline.Refusals;
import io.gwanmun.gateway.pipeline.RefusedException;
import io.gwanmun.gateway.pipeline.Ticker;

/**
 * The run of one call to its end. A refusal or an error becomes an answer; when the answer has begun already, it is cut, so
 * that the client notices. The listeners hear how it ended: once, also when the client went away. Used on the event loop of the
 * call.
 */
final class Run implements CallReceiver.Listener {

    private static final Logger log = LoggerFactory.getLogger(Run.class);
    private static final int CLIENT_CLOSED = ClientFault.CLIENT_CLOSED.status();

    private final ClientExchange exchange;
    private final Call call;
    private final ServerCall arriving;
    private final Refusals refusals;
    private final List<OutcomeListener> listeners;
    private final Ticker ticker;
    private @Nullable Stage stage;
    private boolean over;

    Run(
            ClientExchange exchange,
            Call call,
            ServerCall arriving,
            Refusals refusals,
            List<OutcomeListener> listeners,
            Ticker ticker) {
        this.exchange = exchange;
        this.call = call;
        this.arriving = arriving;
        this.refusals = refusals;
        this.listeners = listeners;
        this.ticker = ticker;
    }

    ClientExchange exchange() {
        return exchange;
    }

    /** Lets what answers the call run. */
    void follow(Mono<Void> answering) {
        Stage begun = new Stage();
        stage = begun;
        answering.subscribe(begun);
    }

    /** Answers with a refusal, in place of all that runs. */
    void refuse(Refusal refusal) {
        follow(refusals.write(exchange, refusal));
    }

    @Override
    public void clientLeft() {
        if (!over) {
            call.failed(ClientFault.CLIENT_CLOSED);
            stop();
            end();
        }
    }

    @Override
    public void requestFailed(Refusal refusal) {
        if (!over) {
            stop();
            answer(refusal);
        }
    }

    private void stop() {
        Stage running = stage;
        stage = null;
        if (running != null) {
            running.cancel();
        }
    }

    private void answer(Refusal refusal) {
        if (arriving.answer().isBegun()) {
            call.failed(refusal.fault());
            arriving.answer().cut();
            end();
        } else {
            refuse(refusal);
        }
    }

    private void failed(Throwable error) {
        if (error instanceof RefusedException refused) {
            answer(refused.refusal());
            return;
        }
        if (!arriving.isOpen()) {
            // What a filter was doing for a client that left.
            clientLeft();
            return;
        }
        log.error("requestId={} fault={}", call.requestId(), GatewayFault.INTERNAL.id(), error);
        answer(Refusal.of(GatewayFault.INTERNAL));
    }

    private void completed() {
        if (arriving.answer().isBegun()) {
            end();
        } else {
            follow(exchange.getResponse().setComplete());
        }
    }

    private void end() {
        if (over) {
            return;
        }
        over = true;
        stage = null;
        Outcome outcome = new Outcome(call, arriving.protocol(), status(), ticker.nanos() - call.arrivedNanos());
        for (int i = 0; i < listeners.size(); i++) {
            listeners.get(i).ended(outcome);
        }
    }

    private int status() {
        return arriving.answer().isBegun() ? exchange.getResponse().status() : CLIENT_CLOSED;
    }

    /** Hears one attempt at an answer; what comes of an attempt that was given up is not heard any more. */
    private final class Stage implements CoreSubscriber<Void> {

        private @Nullable Subscription subscription;

        @Override
        public void onSubscribe(Subscription begun) {
            subscription = begun;
            begun.request(Long.MAX_VALUE);
        }

        void cancel() {
            if (subscription != null) {
                subscription.cancel();
            }
        }

        @Override
        public void onNext(Void nothing) {
            // There is nothing to hear but the end.
        }

        @Override
        public void onError(Throwable error) {
            onLoop(() -> failed(error));
        }

        @Override
        public void onComplete() {
            onLoop(Run.this::completed);
        }

        private void onLoop(Runnable action) {
            if (!arriving.loop().inEventLoop()) {
                arriving.loop().execute(() -> onLoop(action));
            } else if (stage == this && !over) {
                action.run();
            }
        }
    }
}
