package io.gwanmun.gateway.integration.websocket;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.gwanmun.gateway.pipeline.RouteLabel;

import static org.assertj.core.api.Assertions.assertThat;

class OpenSocketsTest {

    private static final RouteLabel CHAT = new RouteLabel("chat", "default", "all");
    private static final RouteLabel NEWS = new RouteLabel("news", "default", "all");

    private final OpenSockets sockets = new OpenSockets(() -> 0);

    @Test
    void enterWhenClientHasAsManyAsItMayThenRefusedUntilOneLeaves() {
        assertThat(sockets.enter(CHAT, "10.0.0.1", 2)).isTrue();
        assertThat(sockets.enter(CHAT, "10.0.0.1", 2)).isTrue();
        assertThat(sockets.enter(CHAT, "10.0.0.1", 2)).isFalse();
        assertThat(sockets.enter(CHAT, "10.0.0.2", 2)).isTrue();
        assertThat(sockets.enter(NEWS, "10.0.0.1", 2)).isTrue();

        sockets.leave(CHAT, "10.0.0.1");

        assertThat(sockets.enter(CHAT, "10.0.0.1", 2)).isTrue();
        assertThat(sockets.enter(CHAT, "10.0.0.1", 2)).isFalse();
    }

    @Test
    void leaveWhenTheLastThenNothingIsKept() {
        sockets.enter(CHAT, "10.0.0.1", 1);
        sockets.leave(CHAT, "10.0.0.1");

        assertThat(sockets.clients()).isZero();
    }

    @Test
    void metersWhenSocketsOpenAndCloseThenCounted() {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        sockets.bindTo(registry);

        sockets.opened();
        sockets.opened();
        sockets.closed(Closing.By.SERVICE, Closing.TOO_BIG);

        assertThat(registry.get("gateway.websockets.open").gauge().value()).isEqualTo(1);
        assertThat(registry.get("gateway.websockets.closed")
                        .tags("by", "service", "why", "too-big")
                        .functionCounter()
                        .count())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "-1,NORMAL",
        "1000,NORMAL",
        "1001,AWAY",
        "1002,PROTOCOL",
        "1003,PROTOCOL",
        "1007,PROTOCOL",
        "1008,POLICY",
        "1009,TOO_BIG",
        "1010,PROTOCOL",
        "1011,ERROR",
        "1014,ERROR",
        "3000,APPLICATION",
        "4999,APPLICATION"
    })
    void closingWhenCodeThenOfItsClass(int code, Closing closing) {
        assertThat(Closing.of(code)).isEqualTo(closing);
    }

    @ParameterizedTest
    @CsvSource({
        "0,false", "999,false", "1000,true", "1003,true", "1004,false", "1005,false", "1006,false", "1007,true",
        "1014,true", "1015,false", "1016,false", "2999,false", "3000,true", "4999,true", "5000,false", "65535,false"
    })
    void isSendableWhenCodeThenAsTheStandardSays(int code, boolean sendable) {
        assertThat(Closing.isSendable(code)).isEqualTo(sendable);
    }
}
