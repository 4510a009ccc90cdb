package io.gwanmun.gateway.integration;

import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import io.gwanmun.gateway.integration.http.HttpLegs;
import io.gwanmun.gateway.integration.http.LegLimits;
import io.gwanmun.gateway.integration.http.LegRequest;
import io.gwanmun.gateway.integration.http.PoolLimits;
import io.gwanmun.gateway.integration.http.Protocol;
import io.gwanmun.gateway.network.OutboundPolicy;
import io.gwanmun.gateway.pipeline.Fault;
import io.gwanmun.gateway.pipeline.RefusedException;
import io.gwanmun.gateway.pipeline.Ticker;
import io.gwanmun.gateway.pipeline.UpstreamFault;
import io.gwanmun.gateway.testing.LogWatch;
import io.gwanmun.gateway.testing.Service;

import static org.assertj.core.api.Assertions.assertThat;

class OutboundGateTest {

    private final AtomicLong now = new AtomicLong();

    @Test
    void testWhenRefusedThenOneLineAMinuteSaysWhatToWrite() throws Exception {
        OutboundGate gate = new OutboundGate("users", OutboundPolicy.allowing("loopback"), now::get);
        InetAddress address = InetAddress.getByName("10.0.3.7");
        try (LogWatch log = LogWatch.on(OutboundGate.class.getName())) {
            assertThat(gate.test(InetAddress.getByName("127.0.0.1"))).isTrue();
            assertThat(gate.test(address)).isFalse();
            now.addAndGet(Duration.ofMinutes(1).toNanos() - 1);
            assertThat(gate.test(address)).isFalse();
            assertThat(log.messages(""))
                    .containsExactly(
                            "upstream=users address=10.0.3.7: a private address, which the gateway does not connect to "
                                    + "unless you say so. Write network: {outbound: {allow: [loopback, private]}} if it is meant");
            now.addAndGet(1);
            assertThat(gate.test(address)).isFalse();
            assertThat(log.messages("")).hasSize(2);
        }
    }

    @Test
    void callWhenTheAddressIsRefusedThenAFaultOfItsOwnAndNoConnection() {
        try (Service service = Service.saying("ok")) {
            assertThat(call(service, OutboundPolicy.allowing())).isEqualTo(UpstreamFault.ADDRESS_REFUSED);
            assertThat(service.connections()).isZero();
            assertThat(call(service, OutboundPolicy.allowing("127.0.0.1"))).isNull();
        }
    }

    @Test
    void findWhenTheOutboundPolicyChangesThenOpenedAnew() {
        Upstreams upstreams = new Upstreams(HttpLegs.ofDefaults(), live -> {}, Ticker.system());
        UpstreamSource source = source("http://127.0.0.1:1");

        Upstream first = upstreams.find("u", source, OutboundPolicy.allowing("loopback"));

        assertThat(upstreams.find("u", source, OutboundPolicy.allowing("loopback")))
                .isSameAs(first);
        assertThat(upstreams.find("u", source, OutboundPolicy.allowing("private")))
                .isNotSameAs(first);
        upstreams.close();
    }

    private static @Nullable Fault call(Service service, OutboundPolicy policy) {
        MultiThreadIoEventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        try (HttpLegs legs = HttpLegs.ofDefaults();
                Upstream upstream = Upstream.open(
                        "u", source(service.url()), new OutboundGate("u", policy, Ticker.system()), legs)) {
            LegRequest request = new LegRequest(
                    group.next(),
                    HttpMethod.GET,
                    "/",
                    new DefaultHttpHeaders().set("host", service.authority()),
                    0,
                    null,
                    LegLimits.ofDefaults());
            return upstream.anyway()
                    .leg()
                    .call(request)
                    .doOnNext(answer -> answer.discard())
                    .then(Mono.<Fault>empty())
                    .onErrorResume(
                            RefusedException.class, e -> Mono.just(e.refusal().fault()))
                    .block(Duration.ofSeconds(10));
        } finally {
            group.shutdownGracefully(0, 1, java.util.concurrent.TimeUnit.SECONDS);
        }
    }

    private static UpstreamSource source(String url) {
        return new UpstreamSource(
                List.of(UpstreamSource.Target.of(URI.create(url), 1)),
                PoolLimits.ofDefaults(),
                Protocol.HTTP1,
                null,
                null,
                null);
    }
}
