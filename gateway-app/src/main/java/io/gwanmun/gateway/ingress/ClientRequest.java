package io.gwanmun.gateway.ingress;

import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.cookie.Cookie;
import io.netty.handler.codec.http.cookie.ServerCookieDecoder;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.NettyDataBufferFactory;
import org.springframework.http.HttpCookie;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.RequestPath;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.SslInfo;
import org.springframework.http.support.Netty4HeadersAdapter;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import reactor.core.publisher.Flux;

import io.gwanmun.gateway.ingress.http.ServerCall;

/**
 * The request as filters see it: a view of the client's side of the call, of which nothing is made before it is asked for. Its
 * path is the canonical one, so a filter sees what the rules have matched.
 */
final class ClientRequest implements ServerHttpRequest {

    private static final String UNFIT = "\"<>\\^`{|}";

    private final ServerCall call;
    private final String requestId;
    private final String path;
    private final @Nullable String query;
    private final NettyDataBufferFactory buffers;
    private final HttpHeaders headers;
    private @Nullable URI uri;
    private @Nullable RequestPath requestPath;
    private @Nullable MultiValueMap<String, String> queryParams;
    private @Nullable MultiValueMap<String, HttpCookie> cookies;
    private @Nullable Map<String, Object> attributes;

    ClientRequest(
            ServerCall call, String requestId, String path, @Nullable String query, NettyDataBufferFactory buffers) {
        this.call = call;
        this.requestId = requestId;
        this.path = path;
        this.query = query;
        this.buffers = buffers;
        this.headers = new HttpHeaders(new Netty4HeadersAdapter(call.requestHeaders()));
    }

    @Override
    public String getId() {
        return requestId;
    }

    @Override
    public HttpMethod getMethod() {
        return HttpMethod.valueOf(call.method().name());
    }

    @Override
    public URI getURI() {
        URI made = uri;
        if (made == null) {
            String host = call.requestHeaders().get(HttpHeaderNames.HOST);
            String authority = host == null ? "" : call.scheme() + "://" + host;
            String target = query == null ? path : path + '?' + encoded(query);
            made = URI.create(authority + target);
            uri = made;
        }
        return made;
    }

    /** Percent-encodes what clients send in queries all the same, although a URI cannot hold it as it is. */
    private static String encoded(String query) {
        StringBuilder encoded = new StringBuilder(query.length());
        for (int i = 0; i < query.length(); i++) {
            char c = query.charAt(i);
            if (UNFIT.indexOf(c) < 0) {
                encoded.append(c);
            } else {
                encoded.append('%').append(Integer.toHexString(c));
            }
        }
        return encoded.toString();
    }

    @Override
    public RequestPath getPath() {
        RequestPath made = requestPath;
        if (made == null) {
            made = RequestPath.parse(getURI(), null);
            requestPath = made;
        }
        return made;
    }

    @Override
    public MultiValueMap<String, String> getQueryParams() {
        MultiValueMap<String, String> made = queryParams;
        if (made == null) {
            made = parsed(query);
            queryParams = made;
        }
        return made;
    }

    private static MultiValueMap<String, String> parsed(@Nullable String query) {
        MultiValueMap<String, String> params = new LinkedMultiValueMap<>();
        if (query != null) {
            for (String pair : query.split("&", -1)) {
                if (!pair.isEmpty()) {
                    int equals = pair.indexOf('=');
                    params.add(
                            decoded(equals < 0 ? pair : pair.substring(0, equals)),
                            equals < 0 ? null : decoded(pair.substring(equals + 1)));
                }
            }
        }
        return params;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    @Override
    public MultiValueMap<String, HttpCookie> getCookies() {
        MultiValueMap<String, HttpCookie> made = cookies;
        if (made == null) {
            made = new LinkedMultiValueMap<>();
            for (String line : call.requestHeaders().getAll(HttpHeaderNames.COOKIE)) {
                for (Cookie cookie : ServerCookieDecoder.LAX.decodeAll(line)) {
                    made.add(cookie.name(), new HttpCookie(cookie.name(), cookie.value()));
                }
            }
            cookies = made;
        }
        return made;
    }

    @Override
    public HttpHeaders getHeaders() {
        return headers;
    }

    @Override
    public Flux<DataBuffer> getBody() {
        return call.requestBody().map(buffers::wrap);
    }

    @Override
    public Map<String, Object> getAttributes() {
        Map<String, Object> made = attributes;
        if (made == null) {
            made = new HashMap<>();
            attributes = made;
        }
        return made;
    }

    @Override
    public @Nullable InetSocketAddress getRemoteAddress() {
        return call.peer();
    }

    @Override
    public @Nullable InetSocketAddress getLocalAddress() {
        return call.local();
    }

    @Override
    public @Nullable SslInfo getSslInfo() {
        SSLSession session = call.tls();
        return session == null ? null : SslInfo.from(HexFormat.of().formatHex(session.getId()), certificates(session));
    }

    private static X509Certificate[] certificates(SSLSession session) {
        try {
            return Arrays.stream(session.getPeerCertificates())
                    .filter(X509Certificate.class::isInstance)
                    .toArray(X509Certificate[]::new);
        } catch (SSLPeerUnverifiedException e) {
            // The client was not asked for a certificate, or had none.
            return new X509Certificate[0];
        }
    }
}
