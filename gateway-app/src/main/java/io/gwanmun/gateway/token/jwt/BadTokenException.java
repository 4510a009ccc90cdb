package io.gwanmun.gateway.token.jwt;

import io.gwanmun.gateway.token.Reason;

/** Thrown when a token is not to be believed. Has no stack, as it is no error of the program. */
public final class BadTokenException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Reason reason;

    /** Creates the exception. */
    public BadTokenException(Reason reason) {
        super(reason.id(), null, false, false);
        this.reason = reason;
    }

    /** Returns why it is not believed. */
    public Reason reason() {
        return reason;
    }
}
