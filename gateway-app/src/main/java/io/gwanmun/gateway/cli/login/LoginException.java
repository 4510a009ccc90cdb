package io.gwanmun.gateway.cli.login;

/** There is no token, and why, as one sentence for the person at the terminal. A signal: it has no stack trace. */
public final class LoginException extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private static final int LONGEST = 300;

    private final String code;

    LoginException(String sentence) {
        this(sentence, "");
    }

    LoginException(String sentence, String code) {
        super(sentence, null, false, false);
        this.code = code;
    }

    /** Returns the error of the authorization server, such as {@code access_denied}; empty for others. */
    String code() {
        return code;
    }

    /** Returns what a server says in a form that a terminal can show: in one line, without control characters. */
    static String shown(String text) {
        String plain = text.replaceAll("[^\\x20-\\x7e\\u00a1-\\ud7ff]", " ").strip();
        return plain.length() <= LONGEST ? plain : plain.substring(0, LONGEST - 1) + "…";
    }
}
