package io.gwanmun.gateway.pipeline;

/** What a caller did wrong; the answer is a 4xx. */
public enum ClientFault implements Fault {
    /** The head of the request cannot be accepted. */
    BAD_REQUEST("bad-request", 400, "The request is malformed."),
    /** The path is not canonical and cannot safely be made so. */
    BAD_PATH("bad-path", 400, "The path of the request is not acceptable."),
    /** The route needs a proven caller. */
    UNAUTHENTICATED("unauthenticated", 401, "This call needs valid credentials."),
    /** The route or its API does not serve the address the caller is known by. */
    ADDRESS_NOT_ALLOWED("address-not-allowed", 403, "This address may not call here."),
    /** The caller is proved, but not one of those the route serves. */
    FORBIDDEN("forbidden", 403, "This caller may not make this call."),
    /** A page of another origin asked whether it may make this call, and may not. */
    CROSS_ORIGIN("cross-origin", 403, "A page of this origin may not make this call."),
    /** A page of this origin may not open a WebSocket here. */
    BAD_ORIGIN("bad-origin", 403, "Pages of this origin may not open a WebSocket here."),
    /** No route serves this host and path. */
    NO_ROUTE("no-route", 404, "Nothing is served at this address."),
    /** The path is served, but not with this method. */
    METHOD_NOT_ALLOWED("method-not-allowed", 405, "This method is not served at this address."),
    /** The request did not arrive in time: its head, or its body at the least rate. */
    REQUEST_TIMEOUT("request-timeout", 408, "The request did not arrive in time.", true),
    /** The body is longer than the route takes. */
    BODY_TOO_LARGE("body-too-large", 413, "The body of the request is too large."),
    /** The request line is longer than the gateway takes. */
    TARGET_TOO_LONG("target-too-long", 414, "The request line is too long."),
    /** The client expects something other than {@code 100-continue}. */
    EXPECTATION_FAILED("expectation-failed", 417, "Only 100-continue can be expected."),
    /** The host of the request asks for another TLS connection than the one it came on. */
    MISDIRECTED("misdirected", 421, "This host is not served on this connection.", true),
    /** The client address has as many WebSockets open as the route allows. */
    TOO_MANY_WEBSOCKETS("too-many-websockets", 429, "The caller has too many WebSockets open.", true),
    /** The header fields are longer or more than the gateway takes. */
    HEAD_TOO_LARGE("head-too-large", 431, "The header fields of the request are too large."),
    /** The caller went away before the answer was complete. Nobody reads this status; it stands in the log. */
    CLIENT_CLOSED("client-closed", 499, "The caller closed the connection.", true);

    private final String id;
    private final int status;
    private final String sentence;
    private final boolean retryable;

    ClientFault(String id, int status, String sentence) {
        this(id, status, sentence, false);
    }

    ClientFault(String id, int status, String sentence, boolean retryable) {
        this.id = id;
        this.status = status;
        this.sentence = sentence;
        this.retryable = retryable;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public String sentence() {
        return sentence;
    }

    @Override
    public boolean isRetryable() {
        return retryable;
    }

    @Override
    public String whose() {
        return "client";
    }
}
