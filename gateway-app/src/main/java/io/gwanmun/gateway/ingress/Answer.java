package io.gwanmun.gateway.ingress;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscription;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.NettyDataBufferFactory;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

import io.gwanmun.gateway.ingress.http.AnswerWriter;
import io.gwanmun.gateway.ingress.http.ServerCall;
import io.gwanmun.gateway.pipeline.ClientFault;
import io.gwanmun.gateway.pipeline.Refusal;
import io.gwanmun.gateway.pipeline.RefusedException;

/** The writing of an answer: ends when all of it has reached the network. */
final class Answer extends Mono<Void> {

    private final ClientResponse response;
    private final ServerCall call;
    private final Publisher<? extends DataBuffer> body;

    Answer(ClientResponse response, ServerCall call, Publisher<? extends DataBuffer> body) {
        this.response = response;
        this.call = call;
        this.body = body;
    }

    @Override
    public void subscribe(CoreSubscriber<? super Void> actual) {
        body.subscribe(new Writer(response, call, actual, body instanceof Mono));
    }

    /**
     * Takes the parts of a body at the client's pace: one is asked for when the one before found room in the channel. A single
     * part leaves together with its head and its end.
     */
    private static final class Writer implements CoreSubscriber<DataBuffer>, Subscription {

        private final ClientResponse response;
        private final ServerCall call;
        private final AnswerWriter answer;
        private final CoreSubscriber<? super Void> actual;
        private final boolean single;
        private @Nullable Subscription parts;
        private @Nullable ByteBuf held;
        private boolean committed;
        private boolean committing;
        private boolean complete;
        private boolean over;

        Writer(ClientResponse response, ServerCall call, CoreSubscriber<? super Void> actual, boolean single) {
            this.response = response;
            this.call = call;
            this.answer = call.answer();
            this.actual = actual;
            this.single = single;
        }

        @Override
        public Context currentContext() {
            return actual.currentContext();
        }

        @Override
        public void onSubscribe(Subscription subscription) {
            if (Operators.validate(parts, subscription)) {
                parts = subscription;
                actual.onSubscribe(this);
                subscription.request(1);
            }
        }

        @Override
        public void request(long n) {
            // There is nothing to ask for but the end, which comes of itself.
        }

        @Override
        public void cancel() {
            if (!over) {
                over = true;
                release();
                if (parts != null) {
                    parts.cancel();
                }
                if (committed && !answer.isOver()) {
                    onLoop(answer::cut);
                }
            }
        }

        @Override
        public void onNext(DataBuffer part) {
            if (over) {
                DataBufferUtils.release(part);
            } else if (call.loop().inEventLoop()) {
                part(NettyDataBufferFactory.toByteBuf(part));
            } else {
                call.loop().execute(() -> part(NettyDataBufferFactory.toByteBuf(part)));
            }
        }

        @Override
        public void onComplete() {
            onLoop(this::end);
        }

        @Override
        public void onError(Throwable error) {
            onLoop(() -> fail(error));
        }

        private void onLoop(Runnable action) {
            if (call.loop().inEventLoop()) {
                action.run();
            } else {
                call.loop().execute(action);
            }
        }

        private void part(ByteBuf part) {
            if (over) {
                part.release();
            } else if (single || !committed) {
                held = part;
                if (!single) {
                    commit();
                }
            } else {
                write(part);
            }
        }

        private void end() {
            complete = true;
            commit();
        }

        /** Does what must be done before the first byte, then goes on with what there is. */
        private void commit() {
            if (committed) {
                proceed();
            } else if (!committing) {
                committing = true;
                Mono<Void> actions = response.takeActions();
                if (actions == null) {
                    commitNow();
                } else {
                    actions.subscribe(nothing -> {}, error -> onLoop(() -> fail(error)), () -> onLoop(this::commitNow));
                }
            }
        }

        private void commitNow() {
            if (over) {
                return;
            }
            try {
                writeHead();
            } catch (RuntimeException e) {
                // What a filter has put among the headers.
                fail(e);
            }
        }

        private void writeHead() {
            committed = true;
            response.completeHeaders();
            if (!complete) {
                answer.begin(response.status());
                proceed();
                return;
            }
            over = true;
            ByteBuf whole = held;
            held = null;
            if (whole == null) {
                response.writeEmpty(this::written);
            } else {
                answer.whole(response.status(), whole, this::written);
            }
        }

        private void proceed() {
            ByteBuf part = held;
            held = null;
            if (part != null) {
                write(part);
            }
            if (complete && !over) {
                over = true;
                answer.end(this::written);
            }
        }

        private void write(ByteBuf part) {
            answer.part(part);
            if (complete || parts == null) {
                return;
            }
            if (answer.isOver()) {
                fail(unwritten());
            } else if (answer.isWritable()) {
                parts.request(1);
            } else {
                answer.whenWritable(this::more);
            }
        }

        private void more() {
            if (!over && parts != null) {
                parts.request(1);
            }
        }

        private void written(boolean whole) {
            if (whole) {
                actual.onComplete();
            } else {
                actual.onError(unwritten());
            }
        }

        private Throwable unwritten() {
            return answer.isMisjudged()
                    ? new IllegalStateException("The body is not as long as its Content-Length says")
                    : new RefusedException(Refusal.of(ClientFault.CLIENT_CLOSED));
        }

        private void fail(Throwable error) {
            if (!over) {
                over = true;
                release();
                if (parts != null) {
                    parts.cancel();
                }
                actual.onError(error);
            }
        }

        private void release() {
            ByteBuf unwritten = held;
            held = null;
            if (unwritten != null) {
                unwritten.release();
            }
        }
    }
}
