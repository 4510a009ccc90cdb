package io.gwanmun.gateway.ingress.http;

import java.io.IOException;
import java.util.stream.Stream;

import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.DecoderException;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

@ExtendWith(OutputCaptureExtension.class)
class ConnectionTest {

    static Stream<Arguments> causes() {
        return Stream.of(
                arguments(new IllegalStateException("our own"), true),
                arguments(new IOException("reset"), false),
                arguments(new DecoderException("no TLS record"), false));
    }

    @ParameterizedTest
    @MethodSource("causes")
    void brokeWhenNobodyElseIsToBlameThenLoggedAndAlwaysClosed(Exception cause, boolean logged, CapturedOutput output) {
        EmbeddedChannel channel = new EmbeddedChannel();

        Connection.broke(channel, cause);

        assertThat(channel.isOpen()).isFalse();
        assertThat(output.getAll().contains("a mistake of the gateway's own")).isEqualTo(logged);
    }
}
