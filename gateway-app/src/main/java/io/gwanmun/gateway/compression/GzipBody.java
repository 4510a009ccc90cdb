package io.gwanmun.gateway.compression;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscription;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.NettyDataBufferFactory;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Operators;

import io.gwanmun.gateway.pipeline.Call;

/**
 * A body that is compressed part by part, at the pace of whoever takes it. An empty part, which only makes the head leave, stays
 * empty. The bytes counted for the call become those that are sent. All on the event loop of the call.
 */
final class GzipBody extends Flux<DataBuffer> {

    private final Publisher<? extends DataBuffer> parts;
    private final NettyDataBufferFactory buffers;
    private final int level;
    private final Call call;

    GzipBody(Publisher<? extends DataBuffer> parts, NettyDataBufferFactory buffers, int level, Call call) {
        this.parts = parts;
        this.buffers = buffers;
        this.level = level;
        this.call = call;
    }

    @Override
    public void subscribe(CoreSubscriber<? super DataBuffer> actual) {
        parts.subscribe(new Relay(actual, new Gzip(level, buffers.getByteBufAllocator())));
    }

    private final class Relay implements CoreSubscriber<DataBuffer>, Subscription {

        private final CoreSubscriber<? super DataBuffer> actual;
        private final Gzip gzip;
        private @Nullable Subscription subscription;
        private long wanted;
        private boolean isComplete;
        private boolean isOver;

        Relay(CoreSubscriber<? super DataBuffer> actual, Gzip gzip) {
            this.actual = actual;
            this.gzip = gzip;
        }

        @Override
        public void onSubscribe(Subscription parts) {
            if (Operators.validate(subscription, parts)) {
                subscription = parts;
                actual.onSubscribe(this);
            }
        }

        @Override
        public void request(long n) {
            if (!Operators.validate(n) || isOver) {
                return;
            }
            wanted = Operators.addCap(wanted, n);
            if (isComplete) {
                end();
            } else if (subscription != null) {
                subscription.request(n);
            }
        }

        @Override
        public void cancel() {
            if (!isOver) {
                over();
                if (subscription != null) {
                    subscription.cancel();
                }
            }
        }

        @Override
        public void onNext(DataBuffer part) {
            if (isOver) {
                DataBufferUtils.release(part);
                return;
            }
            if (wanted != Long.MAX_VALUE) {
                wanted--;
            }
            if (part.readableByteCount() == 0) {
                actual.onNext(part);
                return;
            }
            ByteBuf in = NettyDataBufferFactory.toByteBuf(part);
            ByteBuf out;
            try {
                out = gzip.add(in);
                call.addResponseBytes(out.readableBytes() - in.readableBytes());
            } finally {
                in.release();
            }
            actual.onNext(buffers.wrap(out));
        }

        @Override
        public void onError(Throwable error) {
            if (!isOver) {
                over();
                actual.onError(error);
            }
        }

        @Override
        public void onComplete() {
            isComplete = true;
            if (!isOver && wanted > 0) {
                end();
            }
        }

        /** The end of the member is a part of its own, so somebody must have asked for it. */
        private void end() {
            ByteBuf out = gzip.end();
            over();
            call.addResponseBytes(out.readableBytes());
            actual.onNext(buffers.wrap(out));
            actual.onComplete();
        }

        private void over() {
            isOver = true;
            gzip.close();
        }
    }
}
