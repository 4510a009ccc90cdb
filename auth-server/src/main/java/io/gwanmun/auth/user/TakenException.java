package io.gwanmun.auth.user;

/** What must be only once is there already: a name, an address, a role. */
public final class TakenException extends IllegalStateException {

    private final String field;
    private final String found;

    /** Names the field and the value that somebody else has. */
    public TakenException(String field, String found) {
        super(field + ": " + found + " is taken");
        this.field = field;
        this.found = found;
    }

    /** Returns the name of the field. */
    public String field() {
        return field;
    }

    /** Returns the value that is taken. */
    public String found() {
        return found;
    }
}
