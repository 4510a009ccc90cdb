package io.gwanmun.gateway.pipeline;

/**
 * What a service behind the gateway did wrong; 502 when it cannot be reached or understood, 504 when it is late, 503 when it is
 * not the service called but one that the gateway itself asks.
 */
public enum UpstreamFault implements Fault {
    /** The connection was refused, or there is no way to the address. */
    UNREACHABLE("upstream-unreachable", 502, "The service could not be reached.", true),
    /** The host name of the target has no address. */
    NAME_UNRESOLVED("upstream-name-unresolved", 502, "The service could not be reached.", true),
    /** The name of the target led to an address the gateway may not connect to; {@code network.outbound} says which it may. */
    ADDRESS_REFUSED("upstream-address-refused", 502, "The service could not be reached.", false),
    /** The TLS handshake with the target failed. */
    TLS_FAILED("upstream-tls-failed", 502, "No secure connection to the service could be made.", false),
    /** The connection was not accepted within the connect time-out. */
    CONNECT_TIMEOUT("upstream-connect-timeout", 504, "The service did not accept a connection in time.", true),
    /** The connection was closed or reset before the head of the response was complete. */
    CLOSED_EARLY("upstream-closed-early", 502, "The service closed the connection before it answered.", true),
    /** The response cannot be parsed, or its framing is ambiguous. */
    BAD_RESPONSE("upstream-bad-response", 502, "The service sent an answer that is not valid HTTP.", false),
    /** The service took a WebSocket handshake for something else, or broke the rules of the protocol later. */
    BAD_WEBSOCKET("upstream-bad-websocket", 502, "The service did not keep to the WebSocket protocol.", false),
    /** The head of the response did not arrive within the response time-out. */
    RESPONSE_TIMEOUT("upstream-response-timeout", 504, "The service did not answer in time.", true),
    /** Whoever vouches for the caller could not be asked, so the call was neither believed nor refused. */
    ISSUER_UNREACHABLE("issuer-unreachable", 503, "The credentials of this call cannot be checked now.", true),
    /** The connection ended inside the body; the client connection is cut, as its answer has begun. */
    BODY_TRUNCATED("upstream-body-truncated", 502, "The service broke off its answer.", true),
    /** No byte of the body arrived within the idle time-out; the client connection is cut, as its answer has begun. */
    BODY_STALLED("upstream-body-stalled", 504, "The service stopped sending its answer.", true);

    private final String id;
    private final int status;
    private final String sentence;
    private final boolean retryable;

    UpstreamFault(String id, int status, String sentence, boolean retryable) {
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
        return "upstream";
    }
}
