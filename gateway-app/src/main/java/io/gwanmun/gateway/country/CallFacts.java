package io.gwanmun.gateway.country;

import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import org.jspecify.annotations.Nullable;

import io.gwanmun.gateway.pipeline.Caller;
import io.gwanmun.gateway.pipeline.Downstream;
import io.gwanmun.gateway.pipeline.Origin;

/** What is known of a call that is being served. Headers that are not to be believed have been taken away. */
final class CallFacts implements CountryFacts {

    private final Downstream arriving;
    private final Origin origin;
    private final @Nullable Caller caller;
    private final @Nullable LiveDatabase database;
    private @Nullable ByteBuf body;

    CallFacts(Downstream arriving, Origin origin, @Nullable Caller caller, @Nullable LiveDatabase database) {
        this.arriving = arriving;
        this.origin = origin;
        this.caller = caller;
        this.database = database;
    }

    @Override
    public Map<String, Object> claims() {
        return caller == null ? Map.of() : caller.claims();
    }

    @Override
    public @Nullable String header(String name) {
        return arriving.requestHeaders().get(name);
    }

    @Override
    public @Nullable String byAddress() {
        return database == null ? null : database.find(origin.address());
    }

    @Override
    public @Nullable ByteBuf body() {
        return body;
    }

    /** Keeps the body; it is only looked at before the service gets it. */
    void show(ByteBuf arrived) {
        body = arrived;
    }

    /** Returns whether there is a body of JSON that was not read yet. */
    boolean hasUnreadJson() {
        return body == null && arriving.requestLength() != 0 && isJson(arriving.requestHeaders());
    }

    /** One media type of JSON (RFC 8259, RFC 6839 section 3.1), and not compressed. */
    private static boolean isJson(HttpHeaders headers) {
        List<String> types = headers.getAll(HttpHeaderNames.CONTENT_TYPE);
        List<String> codings = headers.getAll(HttpHeaderNames.CONTENT_ENCODING);
        if (types.size() != 1 || !codings.stream().allMatch(HttpHeaderValues.IDENTITY::contentEqualsIgnoreCase)) {
            return false;
        }
        String type = types.get(0);
        int end = type.indexOf(';');
        String small = (end < 0 ? type : type.substring(0, end)).strip().toLowerCase(Locale.ROOT);
        return small.equals("application/json") || small.startsWith("application/") && small.endsWith("+json");
    }
}
