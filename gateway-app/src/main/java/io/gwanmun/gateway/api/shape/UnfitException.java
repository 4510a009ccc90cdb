package io.gwanmun.gateway.api.shape;

import org.jspecify.annotations.Nullable;

/** Says that a text is not what a shape expects. A signal, not a mishap: it has no stack trace. */
final class UnfitException extends RuntimeException {

    private final @Nullable String expected;
    private final @Nullable String hint;
    private final @Nullable String found;

    private UnfitException(@Nullable String expected, @Nullable String hint, @Nullable String found) {
        super(expected, null, false, false);
        this.expected = expected;
        this.hint = hint;
        this.found = found;
    }

    /** Returns the signal that this shape's usual expectation is not met; with a sentence that helps, or null. */
    static UnfitException hinting(@Nullable String hint) {
        return new UnfitException(null, hint, null);
    }

    /** Returns the signal that something narrower is expected. */
    static UnfitException expecting(String expected, @Nullable String hint) {
        return new UnfitException(expected, hint, null);
    }

    /** Returns the signal that what stands there should not be shown: it is called by other words. */
    static UnfitException hiding(String found, String expected, @Nullable String hint) {
        return new UnfitException(expected, hint, found);
    }

    @Nullable
    String expected() {
        return expected;
    }

    @Nullable
    String hint() {
        return hint;
    }

    @Nullable
    String found() {
        return found;
    }
}
