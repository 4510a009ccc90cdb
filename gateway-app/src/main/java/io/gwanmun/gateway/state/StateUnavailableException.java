package io.gwanmun.gateway.state;

/** Thrown when shared state cannot be asked in time. */
public final class StateUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception; it is a signal and has no stack.
     *
     * @param message who was asked and what happened, without any key or value
     */
    public StateUnavailableException(String message) {
        super(message, null, false, false);
    }
}
