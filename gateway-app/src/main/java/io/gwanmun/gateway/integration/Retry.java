package io.gwanmun.gateway.integration;

import org.jspecify.annotations.Nullable;

import io.gwanmun.gateway.integration.http.LegRequest;
import io.gwanmun.gateway.integration.http.UnansweredException;

/** Why a call may be sent again after an attempt came to nothing. */
enum Retry {
    /** Nobody can have acted upon it: no connection was made, or the service said that it did not look. Any method, the body is untouched. */
    UNSENT("unsent"),
    /** It broke before a byte of an answer came. Only methods that may be repeated, and without a body. */
    BROKEN("broken");

    private final String label;

    Retry(String label) {
        this.label = label;
    }

    /** Returns its value of a metric's tag. */
    String label() {
        return label;
    }

    /**
     * Returns why a request may be sent again, null when it may not.
     *
     * @param upgrade whether it asks for a WebSocket; those are sent again only when nothing was sent
     */
    static @Nullable Retry after(Throwable error, LegRequest request, boolean upgrade) {
        if (!(error instanceof UnansweredException unanswered)) {
            return null;
        }
        if (!unanswered.isSent()) {
            return UNSENT;
        }
        return request.isRepeatable() && !upgrade ? BROKEN : null;
    }
}
