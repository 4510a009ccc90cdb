package io.gwanmun.gateway.pipeline;

/** Headers that the gateway alone sets, by the configuration in force. What a caller sends of them goes on arrival. */
@FunctionalInterface
public interface ReservedHeaders {

    /** No header is reserved. */
    ReservedHeaders NONE = name -> false;

    /** Tells whether a header is reserved, in whatever spelling. Asked for every header of every request. */
    boolean contains(CharSequence name);
}
