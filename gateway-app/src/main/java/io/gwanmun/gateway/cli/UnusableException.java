package io.gwanmun.gateway.cli;

import java.util.List;

import io.gwanmun.gateway.api.Mistake;

/** A command cannot do its work with what it was given. A signal, not a mishap: it has no stack trace. */
final class UnusableException extends RuntimeException {

    private final transient List<Mistake> mistakes;

    /** Creates the signal with one sentence for the person at the terminal. */
    UnusableException(String sentence) {
        this(sentence, List.of());
    }

    /** Creates the signal for a directory with mistakes, with a sentence that follows them. */
    UnusableException(String sentence, List<Mistake> mistakes) {
        super(sentence, null, false, false);
        this.mistakes = List.copyOf(mistakes);
    }

    List<Mistake> mistakes() {
        return mistakes;
    }
}
