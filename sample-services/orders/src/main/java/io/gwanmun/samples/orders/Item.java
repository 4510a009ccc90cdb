package io.gwanmun.samples.orders;

import java.math.BigDecimal;

/**
 * One line of an order.
 *
 * @param price of one piece, in the currency of the order
 */
record Item(String name, int quantity, BigDecimal price) {

    BigDecimal cost() {
        return price.multiply(BigDecimal.valueOf(quantity));
    }
}
