package io.gwanmun.gateway.api.shape;

import java.util.regex.Pattern;

/** Writes text so that it can be copied into a file. */
public final class Quotes {

    private static final Pattern BARE = Pattern.compile("[A-Za-z0-9/._-][A-Za-z0-9/._+-]*");
    private static final int SHOWN = 60;

    private Quotes() {}

    /** Returns a text as it may stand in a list or mapping in one line, in quotes where needed; shortened when long. */
    public static String flow(String text) {
        String shown = text.length() <= SHOWN ? text : text.substring(0, SHOWN - 1) + "…";
        return BARE.matcher(shown).matches()
                ? shown
                : '"' + shown.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
