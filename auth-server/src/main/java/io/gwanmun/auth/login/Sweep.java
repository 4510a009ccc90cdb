package io.gwanmun.auth.login;

import org.springframework.scheduling.annotation.Scheduled;

/** Forgets what has ended. */
final class Sweep {

    private final Guesses guesses;
    private final SignIns signIns;

    Sweep(Guesses guesses, SignIns signIns) {
        this.guesses = guesses;
        this.signIns = signIns;
    }

    @Scheduled(fixedDelayString = "PT1H", initialDelayString = "PT1M")
    void sweep() {
        guesses.sweep();
        signIns.sweep();
    }
}
