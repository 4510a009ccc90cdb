package io.gwanmun.auth.setup;

import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;

/**
 * Lets a start that this program refuses, as when Redis is away, end with the sentence that says why, and without a stack trace of
 * a thousand lines around it.
 */
final class RefusedStartAnalyzer implements FailureAnalyzer {

    /** How sentences for operators look: the name of a setting in front, or what was expected behind. */
    private static final Pattern SENTENCE = Pattern.compile("auth\\.[a-z.-]+: .*|.+ \\(expected: .*", Pattern.DOTALL);

    @Override
    public @Nullable FailureAnalysis analyze(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .filter(IllegalStateException.class::isInstance)
                .map(cause -> String.valueOf(cause.getMessage()))
                .filter(SENTENCE.asMatchPredicate())
                .findFirst()
                .map(sentence -> new FailureAnalysis(sentence, null, failure))
                .orElse(null);
    }
}
