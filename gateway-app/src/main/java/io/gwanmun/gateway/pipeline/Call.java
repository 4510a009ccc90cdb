package io.gwanmun.gateway.pipeline;

import io.netty.util.AsciiString;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one request on its way. Written by the phases as they go, on the event loop of the request only, and
 * read as a whole when the request has ended.
 */
public final class Call {

    /** Where the call of an exchange is kept; written in {@link Phase#INGRESS}, so never missing on a route. */
    public static final ExchangeKey<Call> KEY = ExchangeKey.of("pipeline.call", Call.class);

    /** The header that shows the id to callers and services. */
    public static final AsciiString REQUEST_ID = AsciiString.cached("x-request-id");

    /** The header by which a gateway says from which region it sends a call on. Anybody may write it, services never get it. */
    public static final AsciiString REGION = AsciiString.cached("gateway-region");

    private final String requestId;
    private final String method;
    private final String path;
    private final Origin origin;
    private final long arrivedNanos;
    private RouteLabel route = RouteLabel.NONE;
    private @Nullable Fault fault;
    private @Nullable Caller caller;
    private @Nullable String country;
    private @Nullable String target;
    private @Nullable Decision decision;
    private long integrationNanos = -1;
    private long requestBytes;
    private long responseBytes;

    /**
     * Opens the record of a request.
     *
     * @param requestId the id shown on the answer, 1 to 64 of {@code A-Z a-z 0-9 -}
     * @param method the method as sent
     * @param path the canonical path that rules match and services receive, without the query
     * @param origin where it comes from: the address the caller is known by
     * @param arrivedNanos reading of the {@link Ticker} when the head of the request had arrived
     */
    public Call(String requestId, String method, String path, Origin origin, long arrivedNanos) {
        this.requestId = requestId;
        this.method = method;
        this.path = path;
        this.origin = origin;
        this.arrivedNanos = arrivedNanos;
    }

    /** Returns the id shown on the answer. */
    public String requestId() {
        return requestId;
    }

    /** Returns the method as sent. */
    public String method() {
        return method;
    }

    /** Returns the canonical path, without the query. */
    public String path() {
        return path;
    }

    /** Returns where the call comes from. */
    public Origin origin() {
        return origin;
    }

    /** Returns the address the caller is known by as text, without a port. */
    public String clientAddress() {
        return origin.text();
    }

    /** Returns the reading of the {@link Ticker} when the head of the request had arrived. */
    public long arrivedNanos() {
        return arrivedNanos;
    }

    /** Returns the route that serves the call, {@link RouteLabel#NONE} when none does. */
    public RouteLabel route() {
        return route;
    }

    /** Says which route serves the call. */
    public void routedTo(RouteLabel label) {
        route = label;
    }

    /** Returns what went wrong, or null when nothing did. */
    public @Nullable Fault fault() {
        return fault;
    }

    /** Says what went wrong; the first fault stays. */
    public void failed(Fault what) {
        if (fault == null) {
            fault = what;
        }
    }

    /** Returns who makes the call, null when nobody was proved. */
    public @Nullable Caller caller() {
        return caller;
    }

    /** Says who makes the call. */
    public void madeBy(Caller who) {
        caller = who;
    }

    /** Returns the country the call comes from, two capital letters of ISO 3166-1; null when nobody asked or nobody knew. */
    public @Nullable String country() {
        return country;
    }

    /** Says which country the call comes from. */
    public void comesFrom(String code) {
        country = code;
    }

    /** Returns what keeps the decisions about the call, null when nobody sees them. */
    public @Nullable Decision decision() {
        return decision;
    }

    /** Says what keeps the decisions about the call. */
    public void explain(Decision keeper) {
        decision = keeper;
    }

    /** Returns the address of the instance called, or null when none was. */
    public @Nullable String target() {
        return target;
    }

    /** Says which instance is called, as {@code host:port}. */
    public void sentTo(String address) {
        target = address;
    }

    /** Returns the nanoseconds from the call behind to the head of its answer or to its failure, -1 when nothing was called. */
    public long integrationNanos() {
        return integrationNanos;
    }

    /** Says how long the service took to answer, in nanoseconds, 0 or more. */
    public void integrationTook(long nanos) {
        integrationNanos = nanos;
    }

    /** Returns the bytes of the request's body that were read. */
    public long requestBytes() {
        return requestBytes;
    }

    /** Adds bytes read from the request's body. */
    public void addRequestBytes(long bytes) {
        requestBytes += bytes;
    }

    /** Returns the bytes of the answer's body that were handed to the connection. */
    public long responseBytes() {
        return responseBytes;
    }

    /** Adds bytes handed to the connection for the answer's body. */
    public void addResponseBytes(long bytes) {
        responseBytes += bytes;
    }
}
