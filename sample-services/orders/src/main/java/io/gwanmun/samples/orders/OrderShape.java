package io.gwanmun.samples.orders;

import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * The two shapes in which this service tells of an order. The path decides ({@code /v1/orders}, {@code /v2/orders});
 * on the plain {@code /orders} the header {@code Accept-Version} does, and the flat shape is what old callers without
 * it know.
 */
enum OrderShape {
    /** Version 1: items are texts, one total. */
    FLAT {
        @Override
        Object show(Order order) {
            return FlatOrder.of(order);
        }
    },

    /** Version 2: items are objects, each price with its currency. */
    PRICED {
        @Override
        Object show(Order order) {
            return PricedOrder.of(order);
        }
    };

    static final String HEADER = "Accept-Version";

    /** The order in this shape, ready to become JSON. */
    abstract Object show(Order order);

    /** The shape a request asks for; empty when its header names no version we have. */
    static Optional<OrderShape> asked(String path, @Nullable String version) {
        if (path.startsWith("/v1/")) {
            return Optional.of(FLAT);
        }
        if (path.startsWith("/v2/")) {
            return Optional.of(PRICED);
        }
        if (version == null || version.equals("1")) {
            return Optional.of(FLAT);
        }
        return version.equals("2") ? Optional.of(PRICED) : Optional.empty();
    }
}
