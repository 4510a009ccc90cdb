package io.gwanmun.gateway.pipeline;

/** What a phase decided about a request: it goes on, or it is refused. */
public sealed interface Verdict permits Verdict.Proceed, Refusal {

    /** The request goes on. */
    Verdict PROCEED = new Proceed();

    /** Says whether the request goes on. */
    boolean proceeds();

    /** The request goes on. */
    record Proceed() implements Verdict {
        @Override
        public boolean proceeds() {
            return true;
        }
    }
}
