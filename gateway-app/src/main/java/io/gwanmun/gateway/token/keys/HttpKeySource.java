package io.gwanmun.gateway.token.keys;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;

import io.netty.channel.ChannelOption;
import reactor.core.publisher.Mono;
import reactor.netty.ByteBufFlux;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientResponse;

import io.gwanmun.gateway.network.OutboundPolicy;
import io.gwanmun.gateway.token.IssuerSource;
import io.gwanmun.gateway.token.jwt.StrictJson;

/**
 * Fetches the key set of an issuer, found by discovery unless its address is written: OpenID Connect Discovery first, then
 * <a href="https://datatracker.ietf.org/doc/html/rfc8414#section-3">RFC 8414</a>. Redirects are not followed, an answer is at
 * most {@value #MOST_BYTES} bytes long, and all of it together has one deadline.
 */
public final class HttpKeySource implements KeySource {

    private static final int MOST_BYTES = 256 * 1024;
    private static final int OK = 200;
    private static final String OPENID = "/.well-known/openid-configuration";
    private static final String OAUTH = "/.well-known/oauth-authorization-server";

    private final IssuerSource issuer;
    private final OutboundPolicy outbound;
    private final Duration deadline;

    /**
     * Creates the source.
     *
     * @param outbound where may be connected to, asked for each connection
     * @param deadline how long a fetch may take, names, connections and discovery included
     */
    public HttpKeySource(IssuerSource issuer, OutboundPolicy outbound, Duration deadline) {
        this.issuer = issuer;
        this.outbound = outbound;
        this.deadline = deadline;
    }

    @Override
    public Mono<byte[]> fetch() {
        Mono<byte[]> fetched = issuer.keys() instanceof IssuerSource.KeysAt written
                ? get(written.address())
                : discovered().flatMap(this::get);
        return fetched.timeout(
                deadline, Mono.error(() -> new TimeoutException("no answer within " + deadline.toMillis() + " ms")));
    }

    private Mono<URI> discovered() {
        URI base = URI.create(issuer.issuer());
        String path = base.getRawPath() == null || base.getRawPath().equals("/") ? "" : base.getRawPath();
        String origin = base.getScheme() + "://" + base.getRawAuthority();
        String whole = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        return get(URI.create(origin + whole + OPENID))
                .onErrorResume(StatusException.class, notThere -> get(URI.create(origin + OAUTH + path)))
                .map(this::address);
    }

    /** The issuer of the answer must be the one asked, or another's keys could be slipped in (RFC 8414 section 3.3). */
    private URI address(byte[] metadata) {
        Map<String, Object> members = StrictJson.object(metadata);
        if (!issuer.issuer().equals(members.get("issuer"))) {
            throw new IllegalArgumentException("discovery: of another issuer (expected: " + issuer.issuer() + ")");
        }
        if (!(members.get("jwks_uri") instanceof String written)) {
            throw new IllegalArgumentException("discovery: without jwks_uri (expected: the address of the keys)");
        }
        URI address = URI.create(written);
        if (!List.of("https", "http").contains(String.valueOf(address.getScheme())) || address.getHost() == null) {
            throw new IllegalArgumentException("jwks_uri: no address (expected: an https URL)");
        }
        if (issuer.issuer().startsWith("https:") && !"https".equals(address.getScheme())) {
            throw new IllegalArgumentException("jwks_uri: without TLS (expected: https, as the issuer is)");
        }
        return address;
    }

    private Mono<byte[]> get(URI address) {
        boolean inClear = "http".equals(address.getScheme());
        return HttpClient.newConnection()
                .followRedirect(false)
                .disableRetry(true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) deadline.toMillis())
                .doOnChannelInit(
                        (observer, channel, remote) -> channel.pipeline().addFirst(new ConnectGate(outbound, inClear)))
                .headers(headers -> headers.set("Accept", "application/json"))
                .get()
                .uri(address)
                .response(HttpKeySource::body)
                .single();
    }

    private static Mono<byte[]> body(HttpClientResponse response, ByteBufFlux content) {
        if (response.status().code() != OK) {
            return Mono.error(new StatusException(response.status().code()));
        }
        return content.asByteArray()
                .reduceWith(ByteArrayOutputStream::new, HttpKeySource::grown)
                .map(ByteArrayOutputStream::toByteArray);
    }

    private static ByteArrayOutputStream grown(ByteArrayOutputStream all, byte[] part) {
        if (all.size() + part.length > MOST_BYTES) {
            throw new IllegalArgumentException("answer: too long (expected: at most " + MOST_BYTES + " bytes)");
        }
        all.write(part, 0, part.length);
        return all;
    }

    /** An answer that is not 200. */
    private static final class StatusException extends IOException {

        private static final long serialVersionUID = 1L;

        StatusException(int status) {
            super("answered with status " + status);
        }
    }
}
