package io.gwanmun.gateway.observability;

import org.jspecify.annotations.Nullable;

import io.gwanmun.gateway.pipeline.Call;
import io.gwanmun.gateway.pipeline.Caller;
import io.gwanmun.gateway.pipeline.Fault;
import io.gwanmun.gateway.pipeline.Outcome;
import io.gwanmun.gateway.pipeline.RouteLabel;

/**
 * What the access log keeps of one request while it waits: a copy, so that nothing of the request itself stays in memory
 * and nothing changes afterwards. Values that a caller chose are cut at a bound, so a full queue has a bounded size too.
 */
final class AccessEvent {

    /** Characters of a path that are kept, the mark of a cut included. */
    static final int PATH_MAX = 1024;

    /** Characters of any other value that are kept, the mark of a cut included. */
    static final int VALUE_MAX = 128;

    private static final String CUT = "...";

    final long epochMillis;
    final String requestId;
    final String client;
    final String method;
    final String path;
    final String protocol;
    final int status;
    final long latencyNanos;
    final long integrationNanos;
    final long requestBytes;
    final long responseBytes;
    final RouteLabel route;
    final @Nullable String target;
    final @Nullable Fault fault;
    final @Nullable String caller;
    final @Nullable String issuer;
    final @Nullable String clientId;
    final @Nullable String country;

    /**
     * Copies what is logged of a request.
     *
     * @param epochMillis wall time at the end of the request, in milliseconds since 1970
     */
    AccessEvent(Outcome outcome, long epochMillis) {
        Call call = outcome.call();
        this.epochMillis = epochMillis;
        requestId = cut(call.requestId(), VALUE_MAX);
        client = cut(call.clientAddress(), VALUE_MAX);
        method = cut(call.method(), VALUE_MAX);
        path = cut(call.path(), PATH_MAX);
        protocol = cut(outcome.protocol(), VALUE_MAX);
        status = outcome.status();
        latencyNanos = outcome.latencyNanos();
        integrationNanos = call.integrationNanos();
        requestBytes = call.requestBytes();
        responseBytes = call.responseBytes();
        route = call.route();
        String address = call.target();
        target = address == null ? null : cut(address, VALUE_MAX);
        fault = call.fault();
        Caller who = call.caller();
        caller = who == null ? null : cut(who.subject(), VALUE_MAX);
        issuer = who == null || who.issuer().isEmpty() ? null : who.issuer();
        String program = who == null ? null : who.client();
        clientId = program == null ? null : cut(program, VALUE_MAX);
        country = call.country();
    }

    private static String cut(String value, int max) {
        return value.length() <= max ? value : value.substring(0, max - CUT.length()) + CUT;
    }
}
