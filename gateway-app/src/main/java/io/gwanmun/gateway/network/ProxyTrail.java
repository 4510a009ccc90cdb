package io.gwanmun.gateway.network;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;

import io.netty.handler.codec.http.HttpHeaders;
import org.jspecify.annotations.Nullable;

import io.gwanmun.gateway.pipeline.Origin;

/**
 * Follows a request back from a trusted proxy to its caller.
 *
 * <p>Each proxy adds at the end of the list the address that was connected to it. So the list is read from the right, and as
 * long as an address is that of a trusted proxy, the element to its left is that proxy's word. The first address that is not
 * trusted is the caller's. What stands further to the left anybody may have made up, and is not read. An element that is no
 * address ({@code unknown}, an obfuscated id, garbage) ends the way: then the trusted proxy that wrote it counts as caller.
 *
 * <p>{@code X-Forwarded-For} wins over {@code Forwarded} where both are read: most proxies add to the first and let the second
 * through as the caller sent it. Scheme and host come from the same family, as the trusted proxy farthest out wrote them.
 */
final class ProxyTrail {

    /** More trusted proxies in a row are taken for a loop. */
    static final int MOST_PROXIES = 50;

    private static final String FORWARDED = "forwarded";
    private static final String FOR = "x-forwarded-for";
    private static final String PROTO = "x-forwarded-proto";
    private static final String HOST = "x-forwarded-host";
    private static final int LONGEST_HOST = 255 + ":65535".length();
    private static final Pattern AUTHORITY =
            Pattern.compile("(?:[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9.])?|\\[[0-9A-Fa-f:.]{2,45}])(?::[0-9]{1,5})?");
    private static final Pattern PORT = Pattern.compile("[0-9]{1,5}|_[A-Za-z0-9._-]+");

    private final NetworkSource network;
    private final String scheme;
    private final Deque<String> proxies = new ArrayDeque<>();
    private IpAddress caller;
    private int asked;
    private @Nullable String last;

    /**
     * Creates the trail of one request.
     *
     * @param network whom to trust, and which headers to read
     * @param peer the trusted proxy that is connected
     * @param scheme the scheme of its connection
     */
    ProxyTrail(NetworkSource network, IpAddress peer, String scheme) {
        this.network = network;
        this.caller = peer;
        this.scheme = scheme;
    }

    Origin origin(HttpHeaders arriving) {
        ForwardedFamily read = network.read();
        boolean byForwarded = read.hasForwarded()
                && arriving.contains(FORWARDED)
                && !(read.hasXForwarded() && arriving.contains(FOR));
        return byForwarded ? byForwarded(arriving) : byXForwarded(arriving);
    }

    private Origin byXForwarded(HttpHeaders arriving) {
        if (!network.read().hasXForwarded()) {
            return origin(null, null);
        }
        follow(new RightToLeft(arriving.getAll(FOR), false), ProxyTrail::node);
        return origin(fromRight(arriving.getAll(PROTO)), fromRight(arriving.getAll(HOST)));
    }

    private Origin byForwarded(HttpHeaders arriving) {
        follow(new RightToLeft(arriving.getAll(FORWARDED), true), ProxyTrail::forNode);
        ForwardedElement outermost = last == null ? null : ForwardedElement.parse(last);
        return outermost == null ? origin(null, null) : origin(outermost.scheme(), outermost.host());
    }

    private void follow(RightToLeft elements, Function<String, @Nullable IpAddress> reading) {
        while (asked < MOST_PROXIES && network.trustedProxies().contains(caller)) {
            String element = elements.next();
            if (element == null) {
                return;
            }
            asked++;
            last = element;
            IpAddress before = reading.apply(element);
            if (before == null) {
                return;
            }
            proxies.addFirst(caller.toString());
            caller = before;
        }
    }

    private Origin origin(@Nullable String saidScheme, @Nullable String saidHost) {
        return new Origin(
                caller.toInetAddress(),
                caller.toString(),
                schemeOf(saidScheme),
                saidHost != null && isAuthority(saidHost) ? saidHost : null,
                true,
                List.copyOf(proxies));
    }

    /** Returns the element that the outermost trusted proxy wrote; proxies that replace the value write the only one. */
    private @Nullable String fromRight(List<String> values) {
        RightToLeft elements = new RightToLeft(values, false);
        String found = elements.next();
        for (int i = 1; i < asked; i++) {
            String further = elements.next();
            found = further == null ? found : further;
        }
        return found;
    }

    private String schemeOf(@Nullable String said) {
        String small = said == null ? "" : said.toLowerCase(Locale.ROOT);
        return small.equals("https") || small.equals("http") ? small : scheme;
    }

    private static @Nullable IpAddress forNode(String element) {
        ForwardedElement parsed = ForwardedElement.parse(element);
        String node = parsed == null ? null : parsed.node();
        return node == null ? null : node(node);
    }

    /** Reads an address with or without a port; of IPv6, with a port only in brackets. */
    private static @Nullable IpAddress node(String text) {
        if (text.startsWith("[")) {
            int close = text.indexOf(']');
            boolean hasPort = close > 0 && close + 1 < text.length();
            boolean isV6 = text.lastIndexOf(':', close) > 0;
            if (!isV6 || hasPort && !isPort(text, close + 1)) {
                return null;
            }
            return IpAddress.parse(text.substring(1, close));
        }
        int colon = text.indexOf(':');
        if (colon < 0 || colon != text.lastIndexOf(':')) {
            return IpAddress.parse(text);
        }
        return isPort(text, colon) ? IpAddress.parse(text.substring(0, colon)) : null;
    }

    private static boolean isPort(String text, int colon) {
        return text.charAt(colon) == ':'
                && PORT.matcher(text).region(colon + 1, text.length()).matches();
    }

    private static boolean isAuthority(String host) {
        if (host.length() > LONGEST_HOST || !AUTHORITY.matcher(host).matches()) {
            return false;
        }
        int port = ForwardedHeaders.portAt(host);
        return port < 0 || Integer.parseInt(host.substring(port)) <= 65535;
    }
}
