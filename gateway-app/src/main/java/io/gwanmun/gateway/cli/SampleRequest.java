package io.gwanmun.gateway.cli;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import io.gwanmun.gateway.route.match.RouteFacts;

/**
 * A request that nobody sent, to be explained.
 *
 * @param method the method
 * @param host the host in lower case, empty when none is said
 * @param path the path, canonical
 * @param queryText what stands behind the question mark, empty for nothing
 * @param fields the headers by name in lower case
 * @param now when it would be sent
 */
record SampleRequest(
        String method, String host, String path, String queryText, Map<String, List<String>> fields, Instant now)
        implements RouteFacts {

    SampleRequest {
        fields = Map.copyOf(fields);
    }

    /** Returns headers by name from lines {@code Name: value}. */
    static Map<String, List<String>> fields(List<String> lines) {
        Map<String, List<String>> fields = new TreeMap<>();
        for (String line : lines) {
            int colon = line.indexOf(':');
            if (colon < 1) {
                throw new UnusableException("-H: \"" + line + "\" is no header (expected: 'Name: value').");
            }
            fields.computeIfAbsent(line.substring(0, colon).trim().toLowerCase(Locale.ROOT), name -> new ArrayList<>())
                    .add(line.substring(colon + 1).trim());
        }
        return fields;
    }

    /** Returns a host as routes compare it: in lower case, without port and final dot. */
    static String hostOf(String authority) {
        int colon = authority.lastIndexOf(':');
        String host = colon >= 0 && authority.indexOf(']', colon) < 0 ? authority.substring(0, colon) : authority;
        return (host.endsWith(".") ? host.substring(0, host.length() - 1) : host).toLowerCase(Locale.ROOT);
    }

    @Override
    public List<String> headers(String name) {
        return fields.getOrDefault(name, List.of());
    }

    @Override
    public List<String> query(String name) {
        return pairs(queryText, "&").stream()
                .filter(pair -> decoded(pair.name()).equals(name))
                .map(pair -> decoded(pair.value()))
                .toList();
    }

    @Override
    public List<String> cookies(String name) {
        return headers("cookie").stream()
                .flatMap(line -> pairs(line, ";").stream())
                .filter(pair -> pair.name().equals(name))
                .map(Pair::value)
                .toList();
    }

    /** Among routes that share by weight the first one answers; the explanation names the shares. */
    @Override
    public double draw() {
        return 0;
    }

    private static List<Pair> pairs(String text, String separator) {
        List<Pair> pairs = new ArrayList<>();
        for (String part : text.split(separator)) {
            int equals = part.indexOf('=');
            pairs.add(
                    equals < 0
                            ? new Pair(part.trim(), "")
                            : new Pair(
                                    part.substring(0, equals).trim(),
                                    part.substring(equals + 1).trim()));
        }
        return pairs;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException broken) {
            throw new UnusableException("\"" + text + "\" in the query has a percent sign without two digits.");
        }
    }

    private record Pair(String name, String value) {}
}
