package io.gwanmun.gateway.ingress.http;

import java.net.InetSocketAddress;
import java.util.function.Consumer;
import javax.net.ssl.SSLSession;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.Attribute;
import io.netty.util.AttributeKey;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import io.gwanmun.gateway.pipeline.ClientFault;
import io.gwanmun.gateway.pipeline.Downstream;
import io.gwanmun.gateway.pipeline.GatewayFault;
import io.gwanmun.gateway.pipeline.Refusal;
import io.gwanmun.gateway.pipeline.RefusedException;
import io.gwanmun.gateway.pipeline.StreamedBody;
import io.gwanmun.gateway.tls.ServerCertificate;

/**
 * One request and its answer, on an HTTP/1.1 connection or an HTTP/2 stream. Parts of the request's body come in from the
 * carrier and leave as {@link #requestBody()}; {@link #answer()} writes what is answered. Used on the event loop of the
 * connection.
 */
public final class ServerCall implements Downstream, StreamedBody.Source {

    /** What stands for method and target of a request that could not be read. */
    static final String UNREAD = "-";

    private static final long UNKNOWN = -1;

    private final Carrier carrier;
    private final HttpRequest request;
    private final HttpHeaders answerHeaders =
            DefaultHttpHeadersFactory.headersFactory().newHeaders();
    private final AnswerWriter answer;
    private final long length;
    private final String protocol;
    private final boolean handshake;
    private final @Nullable StreamedBody body;
    private CallReceiver.@Nullable Listener listener;
    private long bodyLimit;
    private long bodyBytes;
    private long taken;
    private boolean received;
    private boolean wanted;

    ServerCall(Carrier carrier, HttpRequest request) {
        this.carrier = carrier;
        this.request = request;
        this.protocol = carrier.protocol();
        this.answer = new AnswerWriter(this, carrier);
        this.length = lengthOf(request.headers());
        this.handshake = WebSocketHandshake.isComplete(carrier.protocol(), request);
        this.body = length == 0 ? null : new StreamedBody(loop(), this);
        this.received = length == 0;
        this.bodyLimit = carrier.connection().limits().body();
    }

    /** A request of which nothing could be read. */
    static ServerCall unread(Carrier carrier) {
        return new ServerCall(carrier, unread());
    }

    /** What stands for a request that could not be read. */
    static HttpRequest unread() {
        return new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.valueOf(UNREAD), UNREAD);
    }

    /** Returns how long a head says that its body is; -1 when it does not know. */
    static long lengthOf(HttpHeaders headers) {
        if (headers.contains(HttpHeaderNames.TRANSFER_ENCODING)) {
            return UNKNOWN;
        }
        String length = headers.get(HttpHeaderNames.CONTENT_LENGTH);
        return length == null ? 0 : Long.parseLong(length);
    }

    @Override
    public EventLoop loop() {
        return channel().eventLoop();
    }

    @Override
    public String protocol() {
        return protocol;
    }

    @Override
    public String scheme() {
        return tls() == null ? "http" : "https";
    }

    @Override
    public HttpMethod method() {
        return request.method();
    }

    @Override
    public String target() {
        return request.uri();
    }

    @Override
    public @Nullable String query() {
        String target = request.uri();
        int mark = target.indexOf('?');
        return mark < 0 ? null : target.substring(mark + 1);
    }

    @Override
    public HttpHeaders requestHeaders() {
        return request.headers();
    }

    @Override
    public long requestLength() {
        return length;
    }

    @Override
    public Flux<ByteBuf> requestBody() {
        if (body == null) {
            return Flux.empty();
        }
        if (length > bodyLimit) {
            return Flux.error(tooLarge());
        }
        return wanted && taken == 0 ? body : body.doOnSubscribe(subscription -> read());
    }

    private void read() {
        want();
        giveBack(taken);
    }

    @Override
    public Mono<Void> requestGathered() {
        if (length > bodyLimit) {
            return Mono.error(tooLarge());
        }
        StreamedBody arriving = body;
        long bytes = Math.min(length, GATHERED);
        GatheringRoom room = room();
        if (arriving == null || received || bytes <= 0 || !room.take(bytes)) {
            return Mono.empty();
        }
        return Mono.<Void>create(gathering -> {
                    gathering.onCancel(arriving::stopGathering);
                    arriving.gather(bytes, gathering::success);
                    want();
                })
                .doFinally(end -> room.give(bytes));
    }

    @Override
    public Mono<ByteBuf> requestHeld(int most) {
        if (length > Math.min(most, bodyLimit)) {
            return Mono.error(tooLarge());
        }
        StreamedBody arriving = body;
        if (arriving == null) {
            return Mono.just(Unpooled.EMPTY_BUFFER);
        }
        long bytes = length == UNKNOWN ? most : length;
        if (!room().take(bytes)) {
            return Mono.error(new RefusedException(GatewayFault.NO_ROOM));
        }
        taken = bytes;
        return Mono.<Void>create(holding -> {
                    holding.onCancel(arriving::stopGathering);
                    arriving.hold(most + 1L, holding::success);
                    want();
                })
                .then(Mono.defer(() -> held(arriving, most)));
    }

    private Mono<ByteBuf> held(StreamedBody arrived, int most) {
        ByteBuf whole = arrived.held();
        if (whole.readableBytes() > most) {
            return Mono.error(tooLarge());
        }
        giveBack(taken - whole.readableBytes());
        return Mono.just(whole);
    }

    private GatheringRoom room() {
        return carrier.connection().server().gathering();
    }

    private void giveBack(long bytes) {
        if (bytes > 0) {
            taken -= bytes;
            room().give(bytes);
        }
    }

    private void want() {
        if (!wanted) {
            wanted = true;
            carrier.bodyWanted(this);
        }
    }

    @Override
    public void limitBody(long most) {
        bodyLimit = most;
        if (length > most) {
            throw tooLarge();
        }
    }

    private static RefusedException tooLarge() {
        return new RefusedException(Refusal.of(ClientFault.BODY_TOO_LARGE));
    }

    @Override
    public HttpHeaders responseHeaders() {
        return answerHeaders;
    }

    @Override
    public @Nullable SSLSession tls() {
        return carrier.connection().tls();
    }

    @Override
    public boolean isOpen() {
        return channel().isActive();
    }

    @Override
    public boolean isWebSocketHandshake() {
        return handshake;
    }

    @Override
    public Mono<Void> switchProtocol(Consumer<ChannelPipeline> install) {
        return Mono.create(end -> {
            if (!answer.switchProtocol()) {
                end.error(new RefusedException(Refusal.of(ClientFault.CLIENT_CLOSED)));
                return;
            }
            Channel channel = channel();
            install.accept(channel.pipeline());
            carrier.switched(this);
            channel.closeFuture().addListener(closed -> end.success());
            end.onCancel(channel::close);
        });
    }

    /** Returns who is at the other end of the connection, null when that is not known. */
    public @Nullable InetSocketAddress peer() {
        return carrier.connection().peer();
    }

    /** Returns where the client arrived. */
    public @Nullable InetSocketAddress local() {
        return carrier.connection().channel().localAddress() instanceof InetSocketAddress local ? local : null;
    }

    /** Returns the certificate that the client was shown, null in clear. */
    public @Nullable ServerCertificate shown() {
        return carrier.connection().shown();
    }

    /** Returns what is kept for the connection under a key. */
    public <T> Attribute<T> onConnection(AttributeKey<T> key) {
        return carrier.connection().channel().attr(key);
    }

    /** Returns what makes buffers for the answer. */
    public ByteBufAllocator allocator() {
        return channel().alloc();
    }

    /** Returns what writes the answer. */
    public AnswerWriter answer() {
        return answer;
    }

    /** Says whether the client asked for the head only. */
    boolean isHead() {
        return HttpMethod.HEAD.equals(request.method());
    }

    /** Returns how many bytes of the body are still to come; -1 when that is not known. */
    long left() {
        if (received) {
            return 0;
        }
        return length == UNKNOWN ? UNKNOWN : length - bodyBytes;
    }

    Channel channel() {
        return carrier.context().channel();
    }

    /** The answer is over: what of the request nobody has read is not wanted any more. */
    void over() {
        giveBack(taken);
        if (body != null) {
            body.cancel();
        }
    }

    void heardBy(CallReceiver.Listener hearing) {
        listener = hearing;
    }

    /** Takes a part of the body. */
    void onPart(ByteBuf part) {
        bodyBytes += part.readableBytes();
        if (body == null || answer.isOver()) {
            part.release();
        } else if (bodyBytes > bodyLimit) {
            part.release();
            fail(Refusal.of(ClientFault.BODY_TOO_LARGE));
        } else {
            body.onPart(part);
        }
    }

    /** The request has ended. */
    void onEnd() {
        if (!received) {
            received = true;
            if (body != null) {
                body.complete();
            }
        }
    }

    /** The request cannot go on. */
    void fail(Refusal refusal) {
        carrier.requestFailed(this);
        if (listener != null) {
            listener.requestFailed(refusal);
        }
        if (!received) {
            endBody(refusal);
        }
    }

    /** The client left. */
    void left(Refusal refusal) {
        answer.left();
        giveBack(taken);
        if (listener != null) {
            listener.clientLeft();
        }
        // Also one that came whole: it may wait for a reader that does not come any more.
        endBody(refusal);
    }

    private void endBody(Refusal refusal) {
        if (body != null) {
            received = true;
            body.fail(new RefusedException(refusal));
        }
    }

    @Override
    public void pauseReading() {
        if (channel().config().isAutoRead()) {
            channel().config().setAutoRead(false);
        }
    }

    @Override
    public void resumeReading() {
        if (!channel().config().isAutoRead()) {
            channel().config().setAutoRead(true);
        }
    }

    /** The rest of the body is read and forgotten by the carrier; see {@link Carrier#answered}. */
    @Override
    public void abandoned(StreamedBody left) {
        resumeReading();
    }
}
