package io.gwanmun.gateway.api.yaml;

import io.gwanmun.gateway.api.Mistake;

/** Says that reading a file cannot go on. A signal, not a mishap: it has no stack trace. */
final class UnreadableException extends RuntimeException {

    private final transient Mistake mistake;

    UnreadableException(Mistake mistake) {
        super(mistake.sentence(), null, false, false);
        this.mistake = mistake;
    }

    Mistake mistake() {
        return mistake;
    }
}
