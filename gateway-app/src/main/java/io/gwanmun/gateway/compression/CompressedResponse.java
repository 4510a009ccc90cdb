package io.gwanmun.gateway.compression;

import io.netty.buffer.ByteBuf;
import org.reactivestreams.Publisher;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.NettyDataBufferFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import io.gwanmun.gateway.pipeline.Call;
import io.gwanmun.gateway.pipeline.Vary;

/** A response whose body is compressed when the policy is for it; decided when the body is there, as the head is then known. */
final class CompressedResponse extends ServerHttpResponseDecorator {

    private static final String GZIP = "gzip";

    private final CompressionPolicy policy;
    private final Call call;

    CompressedResponse(ServerHttpResponse response, CompressionPolicy policy, Call call) {
        super(response);
        this.policy = policy;
        this.call = call;
    }

    @Override
    public Mono<Void> writeWith(Publisher<? extends DataBuffer> body) {
        if (isCommitted() || !isFor(this, policy)) {
            return super.writeWith(body);
        }
        if (body instanceof Mono<? extends DataBuffer> whole) {
            return super.writeWith(whole.map(this::compressed));
        }
        changeHead();
        return super.writeWith(new GzipBody(body, buffers(), policy.level(), call));
    }

    @Override
    public Mono<Void> writeAndFlushWith(Publisher<? extends Publisher<? extends DataBuffer>> body) {
        return isCommitted() || !isFor(this, policy)
                ? super.writeAndFlushWith(body)
                : writeWith(Flux.from(body).concatMap(parts -> parts));
    }

    /** Tells whether a response is one of those that are compressed, as far as its head says. */
    static boolean isFor(ServerHttpResponse response, CompressionPolicy policy) {
        HttpStatusCode status = response.getStatusCode();
        return policy.isFor(status == null ? HttpStatus.OK : status, response.getHeaders());
    }

    private DataBuffer compressed(DataBuffer whole) {
        int length = whole.readableByteCount();
        if (!policy.isWorth(length)) {
            return whole;
        }
        ByteBuf in = NettyDataBufferFactory.toByteBuf(whole);
        try (Gzip gzip = new Gzip(policy.level(), buffers().getByteBufAllocator())) {
            ByteBuf out = gzip.endWith(in);
            call.addResponseBytes(out.readableBytes() - length);
            changeHead();
            getHeaders().setContentLength(out.readableBytes());
            return buffers().wrap(out);
        } finally {
            in.release();
        }
    }

    private void changeHead() {
        HttpHeaders head = getHeaders();
        head.set(HttpHeaders.CONTENT_ENCODING, GZIP);
        head.remove(HttpHeaders.CONTENT_LENGTH);
        head.remove(HttpHeaders.ACCEPT_RANGES);
        String tag = head.getFirst(HttpHeaders.ETAG);
        if (tag != null && tag.startsWith("\"")) {
            // The same bytes it no longer promises, only the same meaning.
            head.set(HttpHeaders.ETAG, "W/" + tag);
        }
        Vary.add(head, HttpHeaders.ACCEPT_ENCODING);
    }

    private NettyDataBufferFactory buffers() {
        return (NettyDataBufferFactory) bufferFactory();
    }
}
