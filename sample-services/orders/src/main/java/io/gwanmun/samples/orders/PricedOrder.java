package io.gwanmun.samples.orders;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/** An order in the shape of version 2. */
record PricedOrder(int version, long id, long user, Instant placed, List<PricedItem> items) {

    PricedOrder {
        items = List.copyOf(items);
    }

    /** One line of the order, which can be understood without the rest of it. */
    record PricedItem(String name, int quantity, BigDecimal price, String currency) {}

    static PricedOrder of(Order order) {
        List<PricedItem> items = order.items().stream()
                .map(item -> new PricedItem(item.name(), item.quantity(), item.price(), order.currency()))
                .toList();
        return new PricedOrder(2, order.id(), order.user(), order.placed(), items);
    }
}
