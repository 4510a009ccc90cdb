package io.gwanmun.gateway.api;

/** A value that is never shown. Written in files as a reference only, such as {@code ${env:NAME}}. */
public final class Secret {

    private final String text;

    private Secret(String text) {
        this.text = text;
    }

    /** Returns a secret; the text may not be empty. */
    public static Secret of(String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("secret: empty (expected: at least one character)");
        }
        return new Secret(text);
    }

    /** Returns the value itself; not for logs, messages or answers. */
    public String reveal() {
        return text;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret && secret.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return "***";
    }
}
