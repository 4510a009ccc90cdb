package io.gwanmun.gateway.pipeline;

import java.util.List;

/** Headers that the gateway alone sets, by the configuration in force. What a caller sends of them goes on arrival. */
@FunctionalInterface
public interface ReservedHeaders {

    /** No header is reserved. */
    ReservedHeaders NONE = name -> false;

    /** Returns what reserves every header that one of several reserves. */
    static ReservedHeaders of(List<ReservedHeaders> several) {
        ReservedHeaders[] all = several.toArray(ReservedHeaders[]::new);
        return name -> {
            for (ReservedHeaders one : all) {
                if (one.contains(name)) {
                    return true;
                }
            }
            return false;
        };
    }

    /** Tells whether a header is reserved, in whatever spelling. Asked for every header of every request. */
    boolean contains(CharSequence name);
}
