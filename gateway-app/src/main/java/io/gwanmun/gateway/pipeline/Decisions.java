package io.gwanmun.gateway.pipeline;

import io.netty.handler.codec.http.HttpHeaders;
import org.jspecify.annotations.Nullable;

/** Says whose calls show how they were decided. */
@FunctionalInterface
public interface Decisions {

    /** Nobody's. */
    Decisions NONE = arriving -> null;

    /** Returns what keeps the decisions about a call, by its headers as they arrived; null when it does not show them. */
    @Nullable
    Decision asked(HttpHeaders arriving);
}
