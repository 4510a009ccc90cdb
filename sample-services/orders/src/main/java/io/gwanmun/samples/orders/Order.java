package io.gwanmun.samples.orders;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/**
 * An order as the store keeps it.
 *
 * @param id unique, from 1
 * @param user the id of the user who ordered
 * @param currency three letters, as in ISO 4217; all prices of the order are in it
 */
record Order(long id, long user, Instant placed, String currency, List<Item> items) {

    Order {
        items = List.copyOf(items);
    }

    BigDecimal total() {
        return items.stream().map(Item::cost).reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
