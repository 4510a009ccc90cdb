package io.gwanmun.gateway.country;

import java.util.List;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import io.gwanmun.gateway.route.RoutePolicy;

/**
 * Where the country of a call comes from.
 *
 * @param from who is asked, in this order; the first that knows one is believed
 * @param send the header in which the service is told, null when it is not
 */
public record CountryPolicy(
        List<CountrySource> from, @Nullable String send) implements RoutePolicy {

    /** What holds where a case asks and nothing is written. */
    public static final CountryPolicy BY_ADDRESS = new CountryPolicy(List.of(new CountrySource.Address()), null);

    /** Copies the sources. */
    public CountryPolicy {
        from = List.copyOf(from);
    }

    /** Returns whether a kind of source is asked. */
    boolean asks(Class<? extends CountrySource> kind) {
        return from.stream().anyMatch(kind::isInstance);
    }

    /** Returns the names of the headers that are read. */
    List<String> headers() {
        return from.stream()
                .filter(CountrySource.Header.class::isInstance)
                .map(source -> ((CountrySource.Header) source).name())
                .toList();
    }

    @Override
    public String toString() {
        String sources = from.stream().map(CountrySource::toString).collect(Collectors.joining(", then "));
        return "country by " + sources + (send == null ? "" : "; " + send + " = the country");
    }
}
