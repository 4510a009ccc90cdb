package io.gwanmun.gateway.ingress.http;

import io.gwanmun.gateway.pipeline.Refusal;

/** Whoever answers the calls that arrive. Used on the event loops of the calls. */
public interface CallReceiver {

    /** Takes a request whose head is sound, and answers it. */
    Listener receive(ServerCall call);

    /** Answers a request that the server refuses; what can be known of it stands in the call. An HTTP/1.1 connection ends with it. */
    Listener refuse(ServerCall call, Refusal refusal);

    /** Hears what happens to a call that is being answered. */
    interface Listener {

        /** The client left; nobody reads the rest of the answer. */
        void clientLeft();

        /** The request cannot go on: its body is broken, too long or too slow. */
        void requestFailed(Refusal refusal);
    }
}
