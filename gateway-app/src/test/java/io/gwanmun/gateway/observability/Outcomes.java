package io.gwanmun.gateway.observability;

import java.util.List;

import io.gwanmun.gateway.pipeline.Call;
import io.gwanmun.gateway.pipeline.Origin;
import io.gwanmun.gateway.pipeline.Outcome;
import io.gwanmun.gateway.pipeline.RouteLabel;

/** Makes outcomes for tests. */
final class Outcomes {

    static final RouteLabel DETAILS = new RouteLabel("users", "default", "details");

    private Outcomes() {}

    static Call call(String method, String path) {
        return new Call("req-1", method, path, from("203.0.113.7"), 0);
    }

    /** Returns an origin with a text of any kind. */
    static Origin from(String text) {
        return new Origin(Origin.unknown("http").address(), text, "http", null, false, List.of());
    }

    static Outcome of(RouteLabel route, int status) {
        Call call = call("GET", "/users/1");
        call.routedTo(route);
        return ended(call, status);
    }

    static Outcome path(String path) {
        Call call = call("GET", path);
        call.routedTo(DETAILS);
        return ended(call, 200);
    }

    static Outcome full() {
        Call call = call("POST", "/users/1");
        call.routedTo(DETAILS);
        call.sentTo("10.0.0.1:8080");
        call.integrationTook(10_200_000);
        call.addRequestBytes(17);
        call.addResponseBytes(512);
        return ended(call, 200);
    }

    static Outcome ended(Call call, int status) {
        return new Outcome(call, "HTTP/1.1", status, 12_345_678);
    }
}
