/**
 * A service that keeps the orders of users and tells of them in two shapes, an old and a new one. Start reading at
 * {@code OrdersController}, which has the operations; {@code OrderShape} says which caller gets which shape.
 */
@NullMarked
package io.gwanmun.samples.orders;

import org.jspecify.annotations.NullMarked;
