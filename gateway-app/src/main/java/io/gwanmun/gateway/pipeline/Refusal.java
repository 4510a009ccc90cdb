package io.gwanmun.gateway.pipeline;

import java.util.Map;

/**
 * The decision not to let a request go on.
 *
 * @param fault what went wrong; decides the status
 * @param detail one sentence about this very request that may be shown to the caller; empty means the fault's own sentence
 * @param headers headers of the answer, by name, one value each; may be empty
 */
public record Refusal(Fault fault, String detail, Map<String, String> headers) {

    public Refusal {
        headers = Map.copyOf(headers);
    }

    /** Returns a refusal that says the fault's own sentence. */
    public static Refusal of(Fault fault) {
        return new Refusal(fault, "", Map.of());
    }

    /** Returns a refusal with a sentence of its own. */
    public static Refusal of(Fault fault, String detail) {
        return new Refusal(fault, detail, Map.of());
    }

    /** Returns the sentence to show. */
    public String sentence() {
        return detail.isEmpty() ? fault.sentence() : detail;
    }
}
