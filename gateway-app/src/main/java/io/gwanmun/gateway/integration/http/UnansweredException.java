package io.gwanmun.gateway.integration.http;

import io.gwanmun.gateway.pipeline.Refusal;
import io.gwanmun.gateway.pipeline.RefusedException;

/** Says that a call failed before a byte of an answer came, so that it may be sent elsewhere. */
public final class UnansweredException extends RefusedException {

    private final boolean sent;

    UnansweredException(Refusal refusal, boolean sent) {
        super(refusal);
        this.sent = sent;
    }

    /**
     * Returns whether the service may have acted upon the call. When it cannot have, because no connection was made or the
     * service said so itself, the same request may be sent to another whatever its method, and its body is untouched.
     */
    public boolean isSent() {
        return sent;
    }
}
