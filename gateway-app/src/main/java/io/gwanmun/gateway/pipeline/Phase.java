package io.gwanmun.gateway.pipeline;

/**
 * The path of a request, in order. Policies run in this order whatever the order in the file.
 *
 * <p>{@link #INGRESS} and {@link #MATCH} run before a route is known; every later phase belongs to the matched route. What a
 * route does in {@link #MATCH} comes first and so holds for all its answers.
 * Phases up to {@link #INTEGRATION} act on the way in; {@link #MAP_RESPONSE} and later act on the way out.
 */
public enum Phase {
    /** The request is made safe to read: canonical path, request id, client address, hop-by-hop headers. */
    INGRESS("the request is made safe to read"),
    /** A route is found from the request line, the headers and the time. */
    MATCH("a route is found"),
    /** Client addresses the route does not serve are refused. */
    ADDRESS_POLICY("the client's address is allowed or refused"),
    /** The caller is proved. */
    AUTHENTICATE("the caller is proved"),
    /** The caller's rights are checked. */
    AUTHORISE("the caller's rights are checked"),
    /** The caller's usage plan is chosen. */
    PLAN("the caller's plan is chosen"),
    /** Rates and quotas are taken. */
    LIMIT("rate and quota are taken"),
    /** Parameters and body are checked. */
    VALIDATE("parameters and body are checked"),
    /** The upstream is chosen by the route's cases. */
    CHOOSE_UPSTREAM("the upstream is chosen"),
    /** A stored response may answer. */
    CACHE("a stored response may answer"),
    /** The request is rewritten for the service. */
    MAP_REQUEST("the request is rewritten for the service"),
    /** Time limits, retries and breakers are put around the call. */
    RESILIENCE("time limits, retries and breakers are put around the call"),
    /** The service is called. */
    INTEGRATION("the service is called"),
    /** The response is rewritten for the client. */
    MAP_RESPONSE("the response is rewritten for the client"),
    /** The response is stored. */
    CACHE_STORE("the response is stored"),
    /** The response is handed to the client. */
    REPLY("the response is handed to the client"),
    /** The response is compressed on its way to the client. */
    ENCODE("the response is compressed on its way"),
    /** The call is counted and logged. */
    METER("the call is counted and logged");

    private final String sentence;

    Phase(String sentence) {
        this.sentence = sentence;
    }

    /** Returns what happens in this phase, as one sentence without a full stop. */
    public String sentence() {
        return sentence;
    }
}
