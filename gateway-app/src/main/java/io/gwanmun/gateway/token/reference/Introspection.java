package io.gwanmun.gateway.token.reference;

import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.netty.ByteBufFlux;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientResponse;

import io.gwanmun.gateway.pipeline.Ticker;
import io.gwanmun.gateway.token.Asking;
import io.gwanmun.gateway.token.IssuerSource;
import io.gwanmun.gateway.token.TokenDirectory;
import io.gwanmun.gateway.token.TokenId;
import io.gwanmun.gateway.token.UnreachableException;
import io.gwanmun.gateway.token.jwt.StrictJson;

/**
 * Asks an introspection endpoint what a token stands for. Redirects are not followed, an answer is JSON of at most 64 KB, all of
 * it has one deadline, and only so many questions run at a time. Whatever else happens, the endpoint counts as unreachable; that
 * is said at most every ten seconds.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc7662">RFC 7662</a>
 */
final class Introspection implements TokenDirectory {

    private static final Logger log = LoggerFactory.getLogger(Introspection.class);
    private static final int MOST_BYTES = 64 * 1024;
    private static final int OK = 200;
    private static final long QUIET_NANOS = Duration.ofSeconds(10).toNanos();

    private final String issuer;
    private final IssuerSource.Introspection at;
    private final HttpClient client;
    private final IntrospectionProperties properties;
    private final Ticker ticker;
    private final String authorization;
    private final Asking<String, Map<String, Object>> asking = new Asking<>();
    private final AtomicInteger running = new AtomicInteger();
    private final AtomicReference<@Nullable Long> saidAt = new AtomicReference<>();

    Introspection(
            String issuer,
            IssuerSource.Introspection at,
            HttpClient client,
            IntrospectionProperties properties,
            Ticker ticker) {
        this.issuer = issuer;
        this.at = at;
        this.client = client;
        this.properties = properties;
        this.ticker = ticker;
        this.authorization = basic(at.client(), at.secret().reveal());
    }

    @Override
    public Mono<Map<String, Object>> look(String token) {
        return asking.once(TokenId.ofReference(token), () -> asked(token));
    }

    private Mono<Map<String, Object>> asked(String token) {
        if (running.incrementAndGet() > properties.requests()) {
            running.decrementAndGet();
            return unreachable("more than " + properties.requests() + " questions at a time");
        }
        return posted(token)
                .timeout(properties.timeout())
                .map(StrictJson::object)
                .flatMap(Answers::members)
                .onErrorResume(failure -> unreachable(reason(failure)))
                .doFinally(end -> running.decrementAndGet());
    }

    private Mono<byte[]> posted(String token) {
        byte[] form = ("token=" + encoded(token) + "&token_type_hint=access_token").getBytes(StandardCharsets.US_ASCII);
        return client.headers(headers -> headers.set("Accept", "application/json")
                        .set("Authorization", authorization)
                        .set("Content-Type", "application/x-www-form-urlencoded")
                        .set("Content-Length", form.length))
                .post()
                .uri(at.endpoint())
                .send(Mono.fromSupplier(() -> Unpooled.wrappedBuffer(form)))
                .response(Introspection::body)
                .single();
    }

    private static Mono<byte[]> body(HttpClientResponse response, ByteBufFlux content) {
        int status = response.status().code();
        if (status != OK) {
            return Mono.error(new IllegalArgumentException("status: " + status + " (expected: 200)"
                    + (status == 401 || status == 403 ? "; look at client and secret of the issuer" : "")));
        }
        String type = String.valueOf(response.responseHeaders().get("Content-Type"));
        if (!type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT).equals("application/json")) {
            return Mono.error(new IllegalArgumentException("answer: no JSON (expected: application/json)"));
        }
        return content.asByteArray()
                .reduceWith(ByteArrayOutputStream::new, Introspection::grown)
                .map(ByteArrayOutputStream::toByteArray);
    }

    private static ByteArrayOutputStream grown(ByteArrayOutputStream all, byte[] part) {
        if (all.size() + part.length > MOST_BYTES) {
            throw new IllegalArgumentException("answer: too long (expected: at most " + MOST_BYTES + " bytes)");
        }
        all.write(part, 0, part.length);
        return all;
    }

    private Mono<Map<String, Object>> unreachable(String reason) {
        Long before = saidAt.get();
        long now = ticker.nanos();
        if ((before == null || now - before >= QUIET_NANOS) && saidAt.compareAndSet(before, now)) {
            log.warn("issuer={} introspection={}: {}", issuer, at.endpoint(), reason);
        }
        return Mono.error(() -> new UnreachableException("introspection of " + issuer + ": " + reason));
    }

    private String reason(Throwable failure) {
        if (failure instanceof TimeoutException) {
            return "no answer within " + properties.timeout().toMillis() + " ms";
        }
        String message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : message;
    }

    /** Both parts are form-encoded first (RFC 6749 section 2.3.1), so that a colon in the id is no end of it. */
    private static String basic(String client, String secret) {
        String pair = encoded(client) + ':' + encoded(secret);
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.US_ASCII));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
