package io.gwanmun.gateway.pipeline;

import org.jspecify.annotations.Nullable;
import org.springframework.web.server.ServerWebExchange;

/**
 * The typed name of something a room leaves on a request for those after it. Kept as a constant by the room that writes it.
 *
 * @param <T> what is kept
 */
public final class ExchangeKey<T> {

    private final String name;
    private final Class<T> type;

    private ExchangeKey(String name, Class<T> type) {
        this.name = name;
        this.type = type;
    }

    /** Returns a key; the name is the room's and the thing's, such as {@code pipeline.call}. */
    public static <T> ExchangeKey<T> of(String name, Class<T> type) {
        return new ExchangeKey<>("gwanmun." + name, type);
    }

    /** Returns what is kept, or null when nothing is. */
    public @Nullable T find(ServerWebExchange exchange) {
        return type.cast(exchange.getAttributes().get(name));
    }

    /** Returns what is kept; {@link IllegalStateException} when nothing is, as that is an error in the order of phases. */
    public T get(ServerWebExchange exchange) {
        T value = find(exchange);
        if (value == null) {
            throw new IllegalStateException(name + ": missing (expected: written by an earlier phase)");
        }
        return value;
    }

    /** Returns what is kept and keeps it no longer, null when nothing is: who takes it owns it. */
    public @Nullable T take(ServerWebExchange exchange) {
        return type.cast(exchange.getAttributes().remove(name));
    }

    /** Keeps a value, in place of an earlier one. */
    public void put(ServerWebExchange exchange, T value) {
        exchange.getAttributes().put(name, value);
    }

    @Override
    public String toString() {
        return name;
    }
}
