package io.gwanmun.gateway.route.engine;

import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

import org.springframework.cloud.gateway.filter.factory.AddRequestHeaderGatewayFilterFactory;
import org.springframework.cloud.gateway.filter.factory.AddRequestParameterGatewayFilterFactory;
import org.springframework.cloud.gateway.filter.factory.AddResponseHeaderGatewayFilterFactory;
import org.springframework.cloud.gateway.filter.factory.DedupeResponseHeaderGatewayFilterFactory;
import org.springframework.cloud.gateway.filter.factory.GatewayFilterFactory;
import org.springframework.cloud.gateway.filter.factory.MapRequestHeaderGatewayFilterFactory;
import org.springframework.cloud.gateway.filter.factory.PrefixPathGatewayFilterFactory;
import org.springframework.cloud.gateway.filter.factory.RedirectToGatewayFilterFactory;
import org.springframework.cloud.gateway.filter.factory.RemoveRequestHeaderGatewayFilterFactory;
import org.springframework.cloud.gateway.filter.factory.RemoveRequestParameterGatewayFilterFactory;
import org.springframework.cloud.gateway.filter.factory.RemoveResponseHeaderGatewayFilterFactory;
import org.springframework.cloud.gateway.filter.factory.SecureHeadersGatewayFilterFactory;
import org.springframework.cloud.gateway.filter.factory.SecureHeadersProperties;
import org.springframework.cloud.gateway.filter.factory.SetPathGatewayFilterFactory;
import org.springframework.cloud.gateway.filter.factory.SetRequestHeaderGatewayFilterFactory;
import org.springframework.cloud.gateway.filter.factory.SetResponseHeaderGatewayFilterFactory;
import org.springframework.cloud.gateway.filter.factory.SetStatusGatewayFilterFactory;
import org.springframework.cloud.gateway.filter.factory.StripPrefixGatewayFilterFactory;

/**
 * The engine's filters that a route may name. Left out are those that buffer bodies, run regular expressions without a bound,
 * choose the upstream from the request, or do what a policy of the gateway does better.
 */
@SuppressWarnings("ImmutableEnumChecker") // factories and the list are set once and never changed
enum AllowedFilter {
    ADD_REQUEST_HEADER(AddRequestHeaderGatewayFilterFactory::new, "name", "value"),
    ADD_REQUEST_PARAMETER(AddRequestParameterGatewayFilterFactory::new, "name", "value"),
    ADD_RESPONSE_HEADER(AddResponseHeaderGatewayFilterFactory::new, "name", "value", "override?"),
    DEDUPE_RESPONSE_HEADER(DedupeResponseHeaderGatewayFilterFactory::new, "name", "strategy?"),
    MAP_REQUEST_HEADER(MapRequestHeaderGatewayFilterFactory::new, "fromHeader", "toHeader"),
    PREFIX_PATH(PrefixPathGatewayFilterFactory::new, "prefix"),
    REDIRECT_TO(RedirectToGatewayFilterFactory::new, "status", "url", "includeRequestParams?"),
    REMOVE_REQUEST_HEADER(RemoveRequestHeaderGatewayFilterFactory::new, "name"),
    REMOVE_REQUEST_PARAMETER(RemoveRequestParameterGatewayFilterFactory::new, "name"),
    REMOVE_RESPONSE_HEADER(RemoveResponseHeaderGatewayFilterFactory::new, "name"),
    SECURE_HEADERS(() -> new SecureHeadersGatewayFilterFactory(new SecureHeadersProperties())),
    SET_PATH(SetPathGatewayFilterFactory::new, "template"),
    SET_REQUEST_HEADER(SetRequestHeaderGatewayFilterFactory::new, "name", "value"),
    SET_RESPONSE_HEADER(SetResponseHeaderGatewayFilterFactory::new, "name", "value"),
    SET_STATUS(SetStatusGatewayFilterFactory::new, "status"),
    STRIP_PREFIX(StripPrefixGatewayFilterFactory::new, "parts");

    private final GatewayFilterFactory<?> factory;
    private final List<String> arguments;

    AllowedFilter(Supplier<GatewayFilterFactory<?>> factory, String... arguments) {
        this.factory = factory.get();
        this.arguments = List.of(arguments);
    }

    /** Returns the name the engine gives the filter, such as {@code AddResponseHeader}. */
    String title() {
        return factory.name();
    }

    /** Returns what makes the filter. */
    GatewayFilterFactory<?> factory() {
        return factory;
    }

    /** Returns the names of the arguments that must be there. */
    List<String> required() {
        return arguments.stream().filter(name -> !name.endsWith("?")).toList();
    }

    /** Returns the names of all arguments. */
    List<String> known() {
        return arguments.stream().map(name -> name.replace("?", "")).toList();
    }

    /** Returns the names of all filters, in alphabetical order. */
    static String[] titles() {
        return Arrays.stream(values()).map(AllowedFilter::title).sorted().toArray(String[]::new);
    }

    /** Returns the filter of a name. */
    static AllowedFilter of(String title) {
        return Arrays.stream(values())
                .filter(filter -> filter.title().equals(title))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("name: " + title + " (expected: an allowed filter)"));
    }
}
