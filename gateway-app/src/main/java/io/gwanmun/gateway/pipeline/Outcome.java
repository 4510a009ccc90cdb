package io.gwanmun.gateway.pipeline;

/**
 * How a request ended.
 *
 * @param call what was known of it
 * @param protocol the protocol of the request, such as {@code HTTP/1.1}
 * @param status the status of the answer, 499 when the caller left before there was one
 * @param latencyNanos nanoseconds from the arrival of the request's head to the end of the answer, 0 or more
 */
public record Outcome(Call call, String protocol, int status, long latencyNanos) {}
