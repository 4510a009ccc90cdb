package io.gwanmun.gateway.pipeline;

/** Carries a {@link Refusal} through a reactive chain. A signal, not a mishap: it has no stack trace. */
public class RefusedException extends RuntimeException {

    private final transient Refusal refusal;

    /** Creates the signal for a refusal. */
    public RefusedException(Refusal refusal) {
        super(refusal.fault().id() + ": " + refusal.sentence(), null, false, false);
        this.refusal = refusal;
    }

    /** Creates the signal for a fault with nothing to add. */
    public RefusedException(Fault fault) {
        this(Refusal.of(fault));
    }

    /** Returns the refusal carried. */
    public Refusal refusal() {
        return refusal;
    }
}
