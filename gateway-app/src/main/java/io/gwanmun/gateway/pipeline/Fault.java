package io.gwanmun.gateway.pipeline;

/**
 * One thing that can go wrong with a request, filed by whose fault it is. The catalogue is closed: an answer, a metric
 * label and a log line never carry another id.
 */
public sealed interface Fault permits ClientFault, GatewayFault, UpstreamFault {

    /** Returns the stable id, lower case with hyphens: part of the answer's {@code type} and a metric label. */
    String id();

    /** Returns the status of the answer, 400 to 599. */
    int status();

    /** Returns what happened, as one sentence that may be shown to a caller. */
    String sentence();

    /** Says whether the same request may succeed when sent again without a change. */
    boolean isRetryable();

    /** Returns whose fault it is: {@code client}, {@code gateway} or {@code upstream}. */
    String whose();
}
