package io.gwanmun.gateway.ingress;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.util.AsciiString;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.NettyDataBufferFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseCookie;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.support.Netty4HeadersAdapter;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import io.gwanmun.gateway.ingress.http.AnswerWriter;
import io.gwanmun.gateway.ingress.http.ServerCall;
import io.gwanmun.gateway.pipeline.Decision;

/**
 * The answer as filters see it. It is committed by the first part of its body, so an error before that can still become another
 * answer; what was to be done before the commit is done then.
 */
final class ClientResponse implements ServerHttpResponse {

    private static final AsciiString STRICT_TRANSPORT = AsciiString.cached("strict-transport-security");

    private final ServerCall call;
    private final NettyDataBufferFactory buffers;
    private final HttpHeaders headers;
    private @Nullable String hsts;
    private @Nullable Supplier<String> decision;
    private @Nullable HttpStatusCode status;
    private @Nullable MultiValueMap<String, ResponseCookie> cookies;
    private @Nullable List<Supplier<? extends Mono<Void>>> beforeCommit;

    ClientResponse(ServerCall call, NettyDataBufferFactory buffers) {
        this.call = call;
        this.buffers = buffers;
        this.headers = new HttpHeaders(new Netty4HeadersAdapter(call.responseHeaders()));
    }

    @Override
    public boolean setStatusCode(@Nullable HttpStatusCode code) {
        if (isCommitted()) {
            return false;
        }
        status = code;
        return true;
    }

    @Override
    public @Nullable HttpStatusCode getStatusCode() {
        return status == null && isCommitted() ? HttpStatus.OK : status;
    }

    /** Returns the status to write. */
    int status() {
        return status == null ? HttpStatus.OK.value() : status.value();
    }

    @Override
    public HttpHeaders getHeaders() {
        return isCommitted() ? HttpHeaders.readOnlyHttpHeaders(headers) : headers;
    }

    @Override
    public MultiValueMap<String, ResponseCookie> getCookies() {
        MultiValueMap<String, ResponseCookie> made = cookies;
        if (made == null) {
            made = new LinkedMultiValueMap<>();
            cookies = made;
        }
        return made;
    }

    @Override
    public void addCookie(ResponseCookie cookie) {
        if (isCommitted()) {
            throw new IllegalStateException("The answer has begun; no cookie can be added");
        }
        getCookies().add(cookie.getName(), cookie);
    }

    @Override
    public NettyDataBufferFactory bufferFactory() {
        return buffers;
    }

    @Override
    public void beforeCommit(Supplier<? extends Mono<Void>> action) {
        List<Supplier<? extends Mono<Void>>> actions = beforeCommit;
        if (actions == null) {
            actions = new ArrayList<>(1);
            beforeCommit = actions;
        }
        actions.add(action);
    }

    @Override
    public boolean isCommitted() {
        return call.answer().isBegun();
    }

    @Override
    public Mono<Void> writeWith(Publisher<? extends DataBuffer> body) {
        return new Answer(this, call, body);
    }

    @Override
    public Mono<Void> writeAndFlushWith(Publisher<? extends Publisher<? extends DataBuffer>> body) {
        // Whatever is written leaves at the end of the turn of the loop, so there is nothing to flush besides.
        return new Answer(this, call, Flux.from(body).concatMap(part -> part));
    }

    @Override
    public Mono<Void> setComplete() {
        return isCommitted() ? Mono.empty() : new Answer(this, call, Mono.empty());
    }

    /** Returns what must be done before the commit, null when that is nothing. Returned once. */
    @Nullable
    Mono<Void> takeActions() {
        List<Supplier<? extends Mono<Void>>> actions = beforeCommit;
        if (actions == null) {
            return null;
        }
        beforeCommit = null;
        return Flux.fromIterable(actions).concatMap(Supplier::get).then();
    }

    /** Sets what the answer says of TLS, whatever it will be; null for nothing. */
    void strictTransport(@Nullable String value) {
        hsts = value;
    }

    /** Sets what the answer says of how it came about, whatever it will be; asked when the answer is committed. */
    void decision(Supplier<String> shown) {
        decision = shown;
    }

    /** Completes the headers: with the cookies, and with what is said of TLS and of how the answer came about. */
    void completeHeaders() {
        if (hsts != null) {
            call.responseHeaders().set(STRICT_TRANSPORT, hsts);
        }
        if (decision != null) {
            String told = decision.get();
            if (!told.isEmpty()) {
                call.responseHeaders().set(Decision.HEADER, told);
            }
        }
        if (cookies != null) {
            cookies.values()
                    .forEach(list -> list.forEach(
                            cookie -> call.responseHeaders().add(HttpHeaderNames.SET_COOKIE, cookie.toString())));
        }
    }

    /** Writes an answer without a body. */
    void writeEmpty(AnswerWriter.Written then) {
        call.answer().whole(status(), Unpooled.EMPTY_BUFFER, then);
    }
}
