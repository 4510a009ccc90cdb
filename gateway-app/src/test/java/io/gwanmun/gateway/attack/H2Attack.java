package io.gwanmun.gateway.attack;

import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

import io.gwanmun.gateway.testing.Http2Reply;
import io.gwanmun.gateway.testing.RawHttp2;

/**
 * One row of the corpus over HTTP/2: what is sent, how stream 1 or the connection ends, and what the service gets.
 *
 * @param id where it stands in the corpus
 * @param frames what is sent; stream 1 is the attack
 * @param ends the ends it may have, as {@link #endOf} writes them
 * @param received what the service gets, as {@link Target#transcript} writes it
 * @param breaksOff whether the service may get one more request that never ends
 */
record H2Attack(String id, Consumer<RawHttp2> frames, Set<String> ends, List<String> received, boolean breaksOff) {

    /** A malformed message is an error of its stream (RFC 9113, section 8.1.1), or a 400 where only we find it so. */
    static final Set<String> MALFORMED = Set.of("reset 1", "400 bad-request", "400 bad-path");

    static H2Attack malformed(String id, Consumer<RawHttp2> frames) {
        return new H2Attack(id, frames, MALFORMED, List.of(), false);
    }

    /** A request whose fields are wrong. */
    static H2Attack malformed(String id, String... fields) {
        return malformed(id, client -> client.headers(1, fields));
    }

    /** A request whose head is good and whose body is not, so the service may have its beginning. */
    static H2Attack brokenOff(String id, Consumer<RawHttp2> frames) {
        return new H2Attack(id, frames, MALFORMED, List.of(), true);
    }

    /** An error of the connection, told in a farewell with a code. */
    static H2Attack farewell(String id, int code, Consumer<RawHttp2> frames) {
        return new H2Attack(id, frames, Set.of("gone " + code), List.of(), false);
    }

    static H2Attack ends(String id, String end, Consumer<RawHttp2> frames) {
        return new H2Attack(id, frames, Set.of(end), List.of(), false);
    }

    static H2Attack passed(String id, Consumer<RawHttp2> frames, String... received) {
        return new H2Attack(id, frames, Set.of("200"), List.of(received), false);
    }

    /** Returns {@code 200}, {@code 400 bad-request}, {@code reset 1}, {@code gone 1} or {@code closed}. */
    static String endOf(Http2Reply reply) {
        if (reply.reset() >= 0) {
            return "reset " + reply.reset();
        }
        if (reply.status() >= 400) {
            Target.checkProblem(reply.asReply(), faultOf(reply), false);
            return reply.status() + " " + faultOf(reply);
        }
        if (reply.status() > 0) {
            return String.valueOf(reply.status());
        }
        return reply.goneAway() < 0 ? "closed" : "gone " + reply.goneAway();
    }

    private static String faultOf(Http2Reply reply) {
        return String.valueOf(reply.asReply().json().get("type")).replace("urn:gwanmun:fault:", "");
    }

    /** Returns the fields of a GET of the open route, further ones behind. */
    static String[] get(String... more) {
        return RawHttp2.request("GET", "gateway.test", "/open/x", more);
    }

    /** Returns the fields of a POST to the open route, further ones behind. */
    static String[] post(String... more) {
        return RawHttp2.request("POST", "gateway.test", "/open/x", more);
    }

    @Override
    public String toString() {
        return id;
    }
}
