package io.gwanmun.gateway.route.engine;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.cloud.gateway.filter.GatewayFilter;

import io.gwanmun.gateway.route.RoutePolicy;

/**
 * The engine's filters a route runs through, in this order.
 *
 * @param uses the filters
 */
record FiltersPolicy(List<Use> uses) implements RoutePolicy {

    FiltersPolicy {
        uses = List.copyOf(uses);
    }

    @Override
    public String toString() {
        return uses.stream().map(Use::toString).collect(Collectors.joining(", "));
    }

    /**
     * One filter.
     *
     * @param name the engine's name of the filter, or the name of a bean
     * @param arguments its arguments
     * @param filter the filter when it is one of the allow-list, null when it is a bean
     */
    record Use(
            String name,
            Map<String, String> arguments,
            @Nullable GatewayFilter filter) {

        Use {
            arguments = Map.copyOf(arguments);
        }

        @Override
        public String toString() {
            return filter == null ? "bean " + name : name;
        }
    }
}
