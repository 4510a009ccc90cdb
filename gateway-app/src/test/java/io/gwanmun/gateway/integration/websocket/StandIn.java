package io.gwanmun.gateway.integration.websocket;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import javax.net.ssl.SSLSession;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.resources.LoopResources;

import io.gwanmun.gateway.integration.http.HttpLeg;
import io.gwanmun.gateway.integration.http.HttpLegs;
import io.gwanmun.gateway.integration.http.HttpTarget;
import io.gwanmun.gateway.integration.http.LegLimits;
import io.gwanmun.gateway.integration.http.LegRequest;
import io.gwanmun.gateway.integration.http.LegResponse;
import io.gwanmun.gateway.integration.http.PoolLimits;
import io.gwanmun.gateway.pipeline.Call;
import io.gwanmun.gateway.pipeline.Downstream;
import io.gwanmun.gateway.pipeline.Origin;
import io.gwanmun.gateway.pipeline.RefusedException;
import io.gwanmun.gateway.testing.Frames;
import io.gwanmun.gateway.testing.RawClient;
import io.gwanmun.gateway.testing.RunningGateway;

/** One loop that serves handshakes on a real port as the gateway would, with a clock moved by hand, and a service behind. */
final class StandIn implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final LoopResources loops = LoopResources.create("stand-in", 1, true);
    private final EventLoopGroup group = loops.onServer(true);
    private final AtomicLong elapsed = new AtomicLong();
    private final OpenSockets sockets = new OpenSockets(elapsed::get);
    private final HttpLegs legs = new HttpLegs(elapsed::get, HttpLegs.defaultTrust(), address -> true);
    private final HttpLeg leg;
    private final WebSocketPolicy policy;
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private final List<Channel> clients = new CopyOnWriteArrayList<>();
    private final Channel listener;

    StandIn(int servicePort, WebSocketPolicy policy) {
        this.policy = policy;
        this.leg = legs.open(new HttpTarget(false, "127.0.0.1", servicePort), PoolLimits.ofDefaults());
        this.listener = new ServerBootstrap()
                .group(group)
                .channel(loops.onChannelClass(ServerSocketChannel.class, group))
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel made) {
                        HttpRequestDecoder decoder = new HttpRequestDecoder();
                        decoder.setSingleDecode(true);
                        made.pipeline()
                                .addLast(
                                        decoder,
                                        new HttpResponseEncoder(),
                                        new HttpObjectAggregator(1024),
                                        new Server());
                        clients.add(made);
                    }
                })
                .bind("127.0.0.1", 0)
                .syncUninterruptibly()
                .channel();
    }

    int port() {
        return ((InetSocketAddress) listener.localAddress()).getPort();
    }

    OpenSockets sockets() {
        return sockets;
    }

    HttpLeg leg() {
        return leg;
    }

    Call call() {
        return calls.get(0);
    }

    /** Connects and shakes hands. */
    RawClient open() {
        return open(0);
    }

    RawClient open(int receiveBuffer) {
        RawClient client = RawClient.to(port(), receiveBuffer).send(Frames.handshake("/"));
        String first = client.replyHead().get(0);
        if (!first.startsWith("HTTP/1.1 101")) {
            throw new AssertionError(first);
        }
        return client;
    }

    /** Tells all connections that the gateway stops. */
    void drain() {
        clients.forEach(client -> client.pipeline().fireUserEventTriggered(Downstream.DRAIN));
    }

    /** Lets the clock go on and its limits be looked at. */
    void pass(Duration time) {
        look();
        elapsed.addAndGet(time.toNanos());
        look();
    }

    void awaitOver() {
        RunningGateway.await(() -> sockets.open() == 0);
    }

    private void look() {
        group.next()
                .schedule(() -> {}, 2 * OpenSockets.SWEEP_MILLIS, TimeUnit.MILLISECONDS)
                .syncUninterruptibly();
    }

    @Override
    public void close() {
        leg.close();
        legs.close();
        loops.disposeLater(Duration.ZERO, PATIENCE).block(PATIENCE);
    }

    private final class Server extends SimpleChannelInboundHandler<FullHttpRequest> {

        @Override
        protected void channelRead0(ChannelHandlerContext ctx, FullHttpRequest request) {
            Call call =
                    new Call("id", "GET", "/", Origin.direct(InetAddress.getLoopbackAddress(), "127.0.0.1", "http"), 0);
            calls.add(call);
            OnChannel client = new OnChannel(ctx, request);
            Opening opening = new Opening(client, call, policy, sockets);
            HttpHeaders headers =
                    new DefaultHttpHeaders().set(request.headers()).set("Host", "service.test");
            opening.upgrade(
                            leg,
                            LegRequest.of(
                                    ctx.channel().eventLoop(),
                                    HttpMethod.GET,
                                    request.uri(),
                                    headers,
                                    LegLimits.ofDefaults()))
                    .flatMap(answer -> answered(client, opening, answer))
                    .onErrorResume(
                            RefusedException.class,
                            refused -> plain(
                                    ctx,
                                    refused.refusal().fault().status(),
                                    refused.refusal().fault().id()))
                    .subscribe();
        }

        private Mono<Void> answered(OnChannel client, Opening opening, LegResponse answer) {
            if (answer.tunnel() == null) {
                return answer.body()
                        .map(part -> {
                            String text = part.toString(StandardCharsets.UTF_8);
                            part.release();
                            return text;
                        })
                        .reduce("", String::concat)
                        .flatMap(body -> plain(client.ctx(), answer.status().code(), body));
            }
            client.responseHeaders().set(answer.headers());
            return opening.join(Objects.requireNonNull(answer.tunnel()));
        }

        private Mono<Void> plain(ChannelHandlerContext ctx, int status, String body) {
            DefaultFullHttpResponse response = new DefaultFullHttpResponse(
                    HttpVersion.HTTP_1_1,
                    HttpResponseStatus.valueOf(status),
                    Unpooled.copiedBuffer(body, StandardCharsets.UTF_8));
            response.headers().set("Content-Length", response.content().readableBytes());
            var unused = ctx.writeAndFlush(response);
            return Mono.empty();
        }
    }

    private record OnChannel(ChannelHandlerContext ctx, FullHttpRequest request, HttpHeaders responseHeaders)
            implements Downstream {

        OnChannel(ChannelHandlerContext ctx, FullHttpRequest request) {
            this(ctx, request, new DefaultHttpHeaders());
        }

        @Override
        public EventLoop loop() {
            return ctx.channel().eventLoop();
        }

        @Override
        public String protocol() {
            return "HTTP/1.1";
        }

        @Override
        public String scheme() {
            return "http";
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
            return null;
        }

        @Override
        public void limitBody(long most) {}

        @Override
        public HttpHeaders requestHeaders() {
            return request.headers();
        }

        @Override
        public long requestLength() {
            return 0;
        }

        @Override
        public Mono<Void> requestGathered() {
            return Mono.empty();
        }

        @Override
        public Mono<ByteBuf> requestHeld(int most) {
            return Mono.just(Unpooled.EMPTY_BUFFER);
        }

        @Override
        public Flux<ByteBuf> requestBody() {
            return Flux.empty();
        }

        @Override
        public @Nullable SSLSession tls() {
            return null;
        }

        @Override
        public boolean isOpen() {
            return ctx.channel().isActive();
        }

        @Override
        public boolean isWebSocketHandshake() {
            return true;
        }

        @Override
        public Mono<Void> switchProtocol(Consumer<ChannelPipeline> install) {
            return Mono.create(sink -> {
                var unused = ctx.writeAndFlush(new DefaultFullHttpResponse(
                        HttpVersion.HTTP_1_1,
                        HttpResponseStatus.SWITCHING_PROTOCOLS,
                        Unpooled.EMPTY_BUFFER,
                        responseHeaders,
                        EmptyHttpHeaders.INSTANCE));
                ChannelPipeline pipeline = ctx.pipeline();
                pipeline.remove(HttpResponseEncoder.class);
                install.accept(pipeline);
                pipeline.remove(HttpObjectAggregator.class);
                pipeline.remove(Server.class);
                pipeline.remove(HttpRequestDecoder.class);
                ctx.channel().closeFuture().addListener(closed -> sink.success());
                sink.onCancel(() -> ctx.close());
            });
        }
    }
}
