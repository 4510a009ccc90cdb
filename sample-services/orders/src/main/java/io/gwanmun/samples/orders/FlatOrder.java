package io.gwanmun.samples.orders;

import java.time.Instant;
import java.util.List;

/**
 * An order in the shape of version 1.
 *
 * @param items such as {@code 2 x anchor}
 * @param total such as {@code 240.00 EUR}
 */
record FlatOrder(int version, long id, long user, Instant placed, List<String> items, String total) {

    FlatOrder {
        items = List.copyOf(items);
    }

    static FlatOrder of(Order order) {
        return new FlatOrder(
                1,
                order.id(),
                order.user(),
                order.placed(),
                order.items().stream()
                        .map(item -> item.quantity() + " x " + item.name())
                        .toList(),
                order.total().toPlainString() + " " + order.currency());
    }
}
