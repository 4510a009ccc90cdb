package io.gwanmun.samples.orders;

import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;

/** Keeps orders in memory, ordered by id. */
final class OrderStore {

    private final ConcurrentSkipListMap<Long, Order> orders = new ConcurrentSkipListMap<>();
    private final AtomicLong lastId;
    private final InstantSource clock;

    OrderStore(List<Order> initial, InstantSource clock) {
        initial.forEach(order -> orders.put(order.id(), order));
        this.lastId = new AtomicLong(orders.isEmpty() ? 0 : orders.lastKey());
        this.clock = clock;
    }

    List<Order> all() {
        return List.copyOf(orders.values());
    }

    /** The orders of this user; empty also when nobody knows the user. */
    List<Order> ofUser(long user) {
        return orders.values().stream().filter(order -> order.user() == user).toList();
    }

    Optional<Order> find(long id) {
        return Optional.ofNullable(orders.get(id));
    }

    Order add(NewOrder arrival) {
        Order order = arrival.placed(lastId.incrementAndGet(), clock.instant().truncatedTo(ChronoUnit.SECONDS));
        orders.put(order.id(), order);
        return order;
    }
}
