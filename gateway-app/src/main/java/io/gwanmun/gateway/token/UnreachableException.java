package io.gwanmun.gateway.token;

/** Thrown when whoever knows a token cannot be asked in time. */
public final class UnreachableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message who was asked and what happened, never the token
     */
    public UnreachableException(String message) {
        super(message, null, false, false);
    }
}
