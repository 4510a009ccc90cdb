package io.gwanmun.gateway.route.engine;

import java.util.List;
import java.util.Map;

import org.springframework.beans.BeanWrapperImpl;
import org.springframework.beans.BeansException;
import org.springframework.cloud.gateway.filter.GatewayFilter;
import org.springframework.cloud.gateway.filter.factory.GatewayFilterFactory;

/** Binds arguments to a filter's configuration, property by property. */
final class FilterArguments {

    private FilterArguments() {}

    /** Returns a filter of the allow-list; {@link IllegalArgumentException} when the arguments do not fit it. */
    static GatewayFilter bind(AllowedFilter filter, Map<String, String> arguments) {
        for (String name : filter.required()) {
            if (!arguments.containsKey(name)) {
                throw new IllegalArgumentException(
                        "args of " + filter.title() + ": no \"" + name + "\" (expected: " + listed(filter) + ")");
            }
        }
        for (String name : arguments.keySet()) {
            if (!filter.known().contains(name)) {
                throw new IllegalArgumentException(
                        "args of " + filter.title() + ": \"" + name + "\" (expected: " + listed(filter) + ")");
            }
        }
        return bind(filter.factory(), arguments);
    }

    /** Returns the filter that a factory makes of arguments; {@link IllegalArgumentException} when they do not fit it. */
    static <C> GatewayFilter bind(GatewayFilterFactory<C> factory, Map<String, String> arguments) {
        C config = factory.newConfig();
        BeanWrapperImpl properties = new BeanWrapperImpl(config);
        arguments.forEach((name, value) -> set(factory, properties, name, value));
        return factory.apply(config);
    }

    private static void set(GatewayFilterFactory<?> factory, BeanWrapperImpl properties, String name, String value) {
        try {
            properties.setPropertyValue(name, value);
        } catch (BeansException e) {
            throw new IllegalArgumentException(
                    "args of " + factory.name() + ": " + name + " \"" + value
                            + "\" (expected: a value the filter takes)",
                    e);
        }
    }

    private static String listed(AllowedFilter filter) {
        List<String> known = filter.known();
        return known.isEmpty() ? "no arguments" : String.join(", ", known);
    }
}
