package io.gwanmun.samples.echo;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.netty.handler.codec.http.HttpHeaders;
import org.jspecify.annotations.Nullable;
import reactor.netty.http.server.HttpServerRequest;

/**
 * A request as it arrived.
 *
 * @param path as on the request line, nothing decoded
 * @param query as on the request line, without the question mark; empty when there is none
 * @param headers by name in its first spelling, names and values in the order received
 * @param body the first 64 KB as text
 * @param bodySize in bytes
 * @param remoteAddress of the connection, such as {@code 127.0.0.1:40112}
 */
record Received(
        String method,
        String path,
        String query,
        Map<String, List<String>> headers,
        String body,
        long bodySize,
        String remoteAddress) {

    static Received of(HttpServerRequest request, BodyIntake body) {
        String target = request.uri();
        int mark = target.indexOf('?');
        return new Received(
                request.method().name(),
                mark < 0 ? target : target.substring(0, mark),
                mark < 0 ? "" : target.substring(mark + 1),
                byName(request.requestHeaders()),
                body.text(),
                body.size(),
                shown(request.remoteAddress()));
    }

    private static Map<String, List<String>> byName(HttpHeaders headers) {
        Map<String, String> spellings = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        Map<String, List<String>> byName = new LinkedHashMap<>();
        for (Map.Entry<String, String> header : headers.entries()) {
            String spelling = spellings.computeIfAbsent(header.getKey(), name -> name);
            byName.computeIfAbsent(spelling, name -> new ArrayList<>()).add(header.getValue());
        }
        return byName;
    }

    private static String shown(@Nullable InetSocketAddress address) {
        return address == null ? "" : address.getAddress().getHostAddress() + ":" + address.getPort();
    }
}
