package io.gwanmun.gateway.tls;

import org.jspecify.annotations.Nullable;

/** Says why a text is not the certificate or key it should be. A signal, not a mishap: it has no stack trace. */
final class UnusableException extends Exception {

    private static final long serialVersionUID = 1;

    private final String found;
    private final String expected;
    private final @Nullable String hint;
    private final boolean hidden;

    UnusableException(String found, String expected, @Nullable String hint) {
        this(found, expected, hint, false);
    }

    private UnusableException(String found, String expected, @Nullable String hint, boolean hidden) {
        super(found, null, false, false);
        this.found = found;
        this.expected = expected;
        this.hint = hint;
        this.hidden = hidden;
    }

    /** Returns the signal for a text that should not be shown. */
    static UnusableException hiding(String found, String expected, @Nullable String hint) {
        return new UnusableException(found, expected, hint, true);
    }

    boolean isHidden() {
        return hidden;
    }

    String found() {
        return found;
    }

    String expected() {
        return expected;
    }

    @Nullable
    String hint() {
        return hint;
    }
}
