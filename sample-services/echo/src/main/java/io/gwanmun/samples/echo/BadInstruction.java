package io.gwanmun.samples.echo;

/** Says that an instruction cannot be followed; the message is meant for the caller. Without a stack trace: a signal. */
final class BadInstruction extends RuntimeException {

    BadInstruction(String name, String value, String expected) {
        super(name + ": " + value + " (expected: " + expected + ")", null, false, false);
    }
}
