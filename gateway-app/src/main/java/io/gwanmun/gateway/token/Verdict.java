package io.gwanmun.gateway.token;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import io.gwanmun.gateway.pipeline.Caller;

/** What came of checking a token. */
public sealed interface Verdict {

    /** It is good. */
    record Accepted(Caller caller) implements Verdict {}

    /**
     * It is not.
     *
     * @param reason why, for the log only
     * @param issuer the name of the issuer, empty when it is not known
     * @param subject who it is about, null unless the issuer said so beyond doubt
     */
    record Refused(Reason reason, String issuer, @Nullable String subject) implements Verdict {

        /** Returns a refusal of a token of which nothing is known. */
        static Refused of(Reason reason) {
            return new Refused(reason, "", null);
        }
    }

    /**
     * Nobody can say.
     *
     * @param issuer the name of the issuer that cannot be asked
     */
    record Unreachable(String issuer) implements Verdict {}

    /**
     * Somebody has to be asked first.
     *
     * @param verdict the verdict, on any thread; never empty, never fails, never another one of these
     */
    record Waiting(Mono<Verdict> verdict) implements Verdict {}
}
