package io.gwanmun.gateway.integration;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.NettyDataBufferFactory;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Operators;

import io.gwanmun.gateway.pipeline.Call;
import io.gwanmun.gateway.pipeline.ClientFault;

/**
 * The body of an answer as it is handed to the client, counted.
 *
 * <p>The response is written when the first part is there. A service that answers with a head and lets its body wait, such as
 * one that sends events, would leave the client without an answer for so long; so an empty part goes first, and the head with
 * it. The server ends a response without a word when the client leaves; that the body is no longer wanted tells it here.
 */
final class AnswerBody extends Flux<DataBuffer> {

    private final Flux<ByteBuf> parts;
    private final NettyDataBufferFactory buffers;
    private final Call call;

    AnswerBody(Flux<ByteBuf> parts, NettyDataBufferFactory buffers, Call call) {
        this.parts = parts;
        this.buffers = buffers;
        this.call = call;
    }

    @Override
    public void subscribe(CoreSubscriber<? super DataBuffer> actual) {
        parts.subscribe(new Relay(actual, buffers, call));
    }

    private static final class Relay implements CoreSubscriber<ByteBuf>, Subscription {

        private final CoreSubscriber<? super DataBuffer> actual;
        private final NettyDataBufferFactory buffers;
        private final Call call;
        private @Nullable Subscription parts;
        private boolean begun;
        private boolean ended;

        Relay(CoreSubscriber<? super DataBuffer> actual, NettyDataBufferFactory buffers, Call call) {
            this.actual = actual;
            this.buffers = buffers;
            this.call = call;
        }

        @Override
        public void onSubscribe(Subscription subscription) {
            if (Operators.validate(parts, subscription)) {
                parts = subscription;
                actual.onSubscribe(this);
            }
        }

        @Override
        public void request(long n) {
            long more = n;
            if (!begun && Operators.validate(n)) {
                begun = true;
                more = n == Long.MAX_VALUE ? n : n - 1;
                actual.onNext(buffers.wrap(Unpooled.EMPTY_BUFFER));
            }
            if (parts != null && more > 0) {
                parts.request(more);
            }
        }

        @Override
        public void cancel() {
            if (parts != null) {
                parts.cancel();
            }
            if (!ended) {
                call.failed(ClientFault.CLIENT_CLOSED);
            }
        }

        @Override
        public void onNext(ByteBuf part) {
            call.addResponseBytes(part.readableBytes());
            actual.onNext(buffers.wrap(part));
        }

        @Override
        public void onError(Throwable error) {
            ended = true;
            actual.onError(error);
        }

        @Override
        public void onComplete() {
            ended = true;
            actual.onComplete();
        }
    }
}
