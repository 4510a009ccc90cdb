package io.gwanmun.bench.host;

/** Ends the bench with a sentence for the person at the keyboard; its message is shown without a stack trace. */
public final class BenchException extends RuntimeException {

    /**
     * Makes the failure.
     *
     * @param message what went wrong and what to do about it
     */
    public BenchException(String message) {
        super(message);
    }

    /**
     * Makes the failure from another one.
     *
     * @param message what went wrong and what to do about it
     * @param cause what was thrown
     */
    public BenchException(String message, Throwable cause) {
        super(message + " (" + cause + ")", cause);
    }
}
