package io.gwanmun.gateway.compression;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.util.unit.DataSize;

import io.gwanmun.gateway.route.RoutePolicy;

/**
 * Which answers of a route are compressed.
 *
 * @param types the content types that are worth it; empty for none, and for no compression at all
 * @param minSize the least bytes of a body that is worth it, where that is known
 * @param level how hard to try, 1 (fast) to 9 (small)
 */
record CompressionPolicy(List<MediaRange> types, DataSize minSize, int level) implements RoutePolicy {

    /** No compression. */
    static final CompressionPolicy NONE = new CompressionPolicy(List.of(), DataSize.ofBytes(0), 1);

    /** What is text, whatever it is called. */
    static final List<MediaRange> TYPES = Stream.of(
                    "text/*",
                    "application/json",
                    "application/*+json",
                    "application/x-ndjson",
                    "application/xml",
                    "application/*+xml",
                    "application/javascript",
                    "application/yaml",
                    "image/svg+xml")
            .map(MediaRange::parse)
            .toList();

    /** Digests are over the bytes as they are. */
    private static final List<String> DIGESTS = List.of("Content-Digest", "Repr-Digest", "Digest", "Content-MD5");

    CompressionPolicy {
        types = List.copyOf(types);
    }

    /** Tells whether an answer is one of those that are compressed, as far as its head says. */
    boolean isFor(HttpStatusCode status, HttpHeaders head) {
        return isWhole(status.value())
                && !head.containsHeader(HttpHeaders.CONTENT_ENCODING)
                && (head.getContentLength() < 0 || isWorth(head.getContentLength()))
                && hasType(head.getFirst(HttpHeaders.CONTENT_TYPE))
                && mayBeChanged(head);
    }

    /** Tells whether a body of a length is large enough. */
    boolean isWorth(long bytes) {
        return bytes > 0 && bytes >= minSize.toBytes();
    }

    private static boolean isWhole(int status) {
        return status >= 200 && status < 300 && status != 204 && status != 205 && status != 206;
    }

    private boolean hasType(@Nullable String contentType) {
        if (contentType == null) {
            return false;
        }
        for (MediaRange type : types) {
            if (type.contains(contentType)) {
                return true;
            }
        }
        return false;
    }

    private static boolean mayBeChanged(HttpHeaders head) {
        for (String line : head.getOrEmpty(HttpHeaders.CACHE_CONTROL)) {
            for (String directive : line.split(",", -1)) {
                if (directive.strip().equalsIgnoreCase("no-transform")) {
                    return false;
                }
            }
        }
        for (String digest : DIGESTS) {
            if (head.containsHeader(digest)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        if (types.isEmpty()) {
            return "not compressed";
        }
        String which = types.equals(TYPES)
                ? "texts"
                : types.stream().map(Object::toString).collect(Collectors.joining(", "));
        return "gzip for " + which + " of at least " + minSize.toBytes() + " bytes, level " + level;
    }
}
