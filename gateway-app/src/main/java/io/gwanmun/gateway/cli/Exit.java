package io.gwanmun.gateway.cli;

/** How a command ends, as the number that scripts see. */
final class Exit {

    /** The answer is yes: valid, the same, served. */
    static final int YES = 0;

    /** The answer is no: mistakes, different, not served. */
    static final int NO = 1;

    /** There is no answer: the command line or what it names cannot be used. */
    static final int UNUSABLE = 2;

    private Exit() {}
}
