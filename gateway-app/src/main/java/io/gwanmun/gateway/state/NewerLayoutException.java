package io.gwanmun.gateway.state;

/** Thrown when state was written by a newer program, in a layout that this one does not know. */
public final class NewerLayoutException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Creates the exception with what was found and what was expected. */
    public NewerLayoutException(String message) {
        super(message, null, false, false);
    }
}
