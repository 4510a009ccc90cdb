package io.gwanmun.gateway.ingress.http;

/** Tells the handlers of a connection that the server takes no more requests. */
final class Drain {

    /** The user event. */
    static final Object EVENT = new Drain();

    private Drain() {}

    @Override
    public String toString() {
        return "drain";
    }
}
