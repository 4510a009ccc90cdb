package io.gwanmun.auth.client;

import java.util.List;

import org.springframework.http.HttpStatus;

/** Thrown when what was sent to an admin API cannot be done; the answer names each mistake. */
public final class RefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final HttpStatus status;
    private final transient List<Mistake> mistakes;

    /**
     * Creates the exception.
     *
     * @param status the status of the answer
     * @param mistakes what was wrong, one at least
     */
    public RefusedException(HttpStatus status, List<Mistake> mistakes) {
        super(mistakes.toString(), null, false, false);
        this.status = status;
        this.mistakes = List.copyOf(mistakes);
    }

    HttpStatus status() {
        return status;
    }

    List<Mistake> mistakes() {
        return mistakes;
    }
}
