package io.gwanmun.gateway.access;

/** A kind of bearer token. */
enum TokenKind {
    /** A JSON Web Token. */
    JWT("jwt", "a JWT"),
    /** A token that stands for what its issuer knows. */
    REFERENCE("referenceToken", "a reference token");

    private final String word;
    private final String name;

    TokenKind(String word, String name) {
        this.word = word;
        this.name = name;
    }

    /** Returns how it is written, which is also what a caller's proof is called. */
    String word() {
        return word;
    }

    @Override
    public String toString() {
        return name;
    }
}
