package io.gwanmun.gateway.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.util.NetUtil;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

import io.gwanmun.gateway.country.CountryFacts;
import io.gwanmun.gateway.country.CountryLookup;
import io.gwanmun.gateway.pipeline.Caller;

/** From where a sample request comes, for the cases of {@code to} that ask for its country. */
final class CountryOptions {

    @Option(names = "--country", paramLabel = "CODE", description = "The country, whoever would say so; or unknown.")
    private String country = "";

    @Option(names = "--from", paramLabel = "ADDRESS", description = "The client's address.")
    private String from = "";

    @Option(
            names = "--country-database",
            paramLabel = "FILE",
            description = "The database that knows the country of the address, as gateway.country.database does.")
    private @Nullable Path database;

    @Option(names = "--body", paramLabel = "JSON", description = "The JSON body.")
    private String body = "";

    /** Checks what is said without asking anybody. */
    void check() {
        if (!from.isEmpty() && !NetUtil.isValidIpV4Address(from) && !NetUtil.isValidIpV6Address(from)) {
            throw new UnusableException("--from: \"" + from + "\" is no address (expected: 192.0.2.1 or 2001:db8::1).");
        }
        if (!country.isEmpty() && !country.equals("unknown") && !CountryLookup.isCountry(country)) {
            throw new UnusableException(
                    "--country: \"" + country + "\" is no country (expected: such as DE, or unknown).");
        }
    }

    /** Returns what is said of the country itself, empty for nothing. */
    String said() {
        return country;
    }

    /** Returns what sources may look at. */
    CountryFacts facts(Caller caller, SampleRequest request) {
        Function<InetAddress, @Nullable String> lookup = lookup();
        return new Facts(caller, request.fields(), from, lookup, body);
    }

    private Function<InetAddress, @Nullable String> lookup() {
        if (database == null || from.isEmpty()) {
            return address -> null;
        }
        try {
            return CountryLookup.open(database)::find;
        } catch (IOException unusable) {
            throw new UnusableException("--country-database: " + database + ": " + unusable.getMessage() + ".");
        }
    }

    /** Headers count as if a trusted proxy had sent them, and those that are sent twice do not. */
    private record Facts(
            Caller caller,
            Map<String, List<String>> fields,
            String from,
            Function<InetAddress, @Nullable String> lookup,
            String json)
            implements CountryFacts {

        @Override
        public Map<String, Object> claims() {
            return caller.claims();
        }

        @Override
        public @Nullable String header(String name) {
            List<String> values = fields.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
            return values.size() == 1 ? values.get(0) : null;
        }

        @Override
        public @Nullable String byAddress() {
            InetAddress address = from.isEmpty() ? null : NetUtil.createInetAddressFromIpAddressString(from);
            return address == null ? null : lookup.apply(address);
        }

        @Override
        public @Nullable ByteBuf body() {
            return json.isEmpty() ? null : Unpooled.copiedBuffer(json, StandardCharsets.UTF_8);
        }
    }
}
