package io.gwanmun.gateway.ingress;

import java.util.List;

import org.jspecify.annotations.Nullable;

import io.gwanmun.gateway.ingress.http.ServerCall;
import io.gwanmun.gateway.pipeline.Call;
import io.gwanmun.gateway.pipeline.Downstream;
import io.gwanmun.gateway.pipeline.OutcomeListener;
import io.gwanmun.gateway.pipeline.Refusals;
import io.gwanmun.gateway.pipeline.Ticker;

/** Begins the runs of calls. */
final class Runs {

    private final Exchanges exchanges;
    private final Refusals refusals;
    private final List<OutcomeListener> listeners;
    private final Ticker ticker;

    Runs(Exchanges exchanges, Refusals refusals, List<OutcomeListener> listeners, Ticker ticker) {
        this.exchanges = exchanges;
        this.refusals = refusals;
        this.listeners = List.copyOf(listeners);
        this.ticker = ticker;
    }

    /** Opens the exchange of a call; from here on the call is known by its record. */
    Run begin(ServerCall arriving, Call call, @Nullable String query) {
        ClientExchange exchange = exchanges.open(arriving, call.requestId(), call.path(), query);
        Call.KEY.put(exchange, call);
        Downstream.KEY.put(exchange, arriving);
        return new Run(exchange, call, arriving, refusals, listeners, ticker);
    }
}
