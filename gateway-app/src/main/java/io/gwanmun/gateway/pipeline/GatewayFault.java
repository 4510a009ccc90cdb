package io.gwanmun.gateway.pipeline;

/** What the gateway itself did wrong or cannot do now; the answer is a 5xx. */
public enum GatewayFault implements Fault {
    /** An error nobody foresaw; logged once with its stack. */
    INTERNAL("internal", 500, "The gateway failed to handle this call.", false),
    /** A condition of a route threw; the request never falls through to another route. */
    CONDITION_FAILED("condition-failed", 500, "The gateway could not decide where this call goes.", false),
    /** What the service is told of the caller cannot be written or signed. */
    IDENTITY_FAILED("identity-failed", 500, "The gateway could not tell the service who calls.", false),
    /** The body of the call has to be read first, and others fill the room there is for that. */
    NO_ROOM("no-room", 503, "The gateway has no room to read the body of this call now.", true),
    /** No valid configuration has been read since the start. */
    NO_REVISION("no-revision", 503, "The gateway has no configuration yet.", true),
    /** Every connection to the target is in use and the waiting line is full, or the wait was too long. */
    POOL_EXHAUSTED("pool-exhausted", 503, "The gateway has no free connection to the service.", true),
    /**
     * A gateway of another region sent the call on, and this one would do the same
     * (<a href="https://datatracker.ietf.org/doc/html/rfc5842#section-7.2">RFC 5842 section 7.2</a>).
     */
    REGION_LOOP("region-loop", 508, "This call would be sent in a circle.", false);

    private final String id;
    private final int status;
    private final String sentence;
    private final boolean retryable;

    GatewayFault(String id, int status, String sentence, boolean retryable) {
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
        return "gateway";
    }
}
