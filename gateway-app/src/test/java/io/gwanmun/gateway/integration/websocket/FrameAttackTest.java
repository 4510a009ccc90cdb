package io.gwanmun.gateway.integration.websocket;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.util.unit.DataSize;

import io.gwanmun.gateway.testing.Frames;
import io.gwanmun.gateway.testing.LeakWatch;
import io.gwanmun.gateway.testing.RawClient;
import io.gwanmun.gateway.testing.RawServer;

import static io.gwanmun.gateway.testing.Frames.BINARY;
import static io.gwanmun.gateway.testing.Frames.CLOSE;
import static io.gwanmun.gateway.testing.Frames.CONTINUATION;
import static io.gwanmun.gateway.testing.Frames.FIN;
import static io.gwanmun.gateway.testing.Frames.PING;
import static io.gwanmun.gateway.testing.Frames.TEXT;
import static io.gwanmun.gateway.testing.Frames.close;
import static io.gwanmun.gateway.testing.Frames.frame;
import static io.gwanmun.gateway.testing.Frames.join;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** Frames that may not be sent, and the last ones that may. */
@ExtendWith(LeakWatch.class)
class FrameAttackTest {

    private static final int MOST = 1000;
    private static final WebSocketPolicy POLICY = new WebSocketPolicy(
            Origins.SAME,
            DataSize.ofBytes(MOST),
            DataSize.ofBytes(5 * MOST),
            Duration.ofSeconds(60),
            Duration.ofSeconds(100),
            1);

    private static RawServer service;
    private static StandIn gateway;

    @BeforeAll
    static void start() {
        service = RawServer.playing(peer -> {});
        gateway = new StandIn(service.port(), POLICY);
    }

    @AfterAll
    static void stop() {
        service.close();
        gateway.close();
    }

    /** What either side may not send, by name: whether it is masked must be right for the side. */
    static Stream<Arguments> attacks() {
        return Stream.of(true, false).flatMap(FrameAttackTest::attacks);
    }

    private static Stream<Arguments> attacks(boolean client) {
        byte[] none = new byte[0];
        Stream<Arguments> heads = Stream.of(
                arguments(client, "wrong mask", frame(FIN | TEXT, none, !client), 1002),
                arguments(client, "reserved bit", frame(FIN | 0x40 | TEXT, none, client), 1002),
                arguments(client, "reserved data opcode", frame(FIN | 3, none, client), 1002),
                arguments(client, "reserved control opcode", frame(FIN | 11, none, client), 1002),
                arguments(client, "fragmented ping", frame(PING, none, client), 1002),
                arguments(client, "ping of 126", frame(FIN | PING, new byte[126], client), 1002),
                arguments(client, "continuation first", frame(FIN | CONTINUATION, none, client), 1002),
                arguments(client, "text inside text", many(2, frame(TEXT, none, client)), 1002),
                arguments(client, "length below zero", header(client, 0x80, 0), 1002),
                arguments(client, "length of 2^62", header(client, 0x40, 0), 1009),
                arguments(client, "length in too many bytes", header(client, 0, 5), 1002));
        Stream<Arguments> codes = Stream.of(0, 999, 1004, 1005, 1006, 1015, 1016, 2999, 5000, 65535)
                .map(code -> arguments(client, "close " + code, frame(FIN | CLOSE, close(code, ""), client), 1002));
        return Stream.of(heads, messages(client), codes).flatMap(all -> all);
    }

    private static Stream<Arguments> messages(boolean client) {
        byte[] none = new byte[0];
        byte[] broken = {(byte) 0xC3, (byte) 0x28};
        return Stream.of(
                arguments(client, "frame of one more", frame(FIN | BINARY, new byte[MOST + 1], client), 1009),
                arguments(client, "message of one more", message(5 * MOST + 1, client), 1009),
                arguments(
                        client,
                        "too many fragments",
                        join(frame(TEXT, none, client), many(Side.MOST_FRAGMENTS, frame(CONTINUATION, none, client))),
                        1009),
                arguments(client, "broken text", frame(FIN | TEXT, broken, client), 1007),
                arguments(
                        client,
                        "text broken between fragments",
                        join(
                                frame(TEXT, new byte[] {(byte) 0xC3}, client),
                                frame(FIN | CONTINUATION, new byte[] {'('}, client)),
                        1007),
                arguments(client, "text cut off", frame(FIN | TEXT, new byte[] {(byte) 0xC3}, client), 1007),
                arguments(client, "pings", many(Side.MOST_CONTROLS + 1, frame(FIN | PING, none, client)), 1008),
                arguments(client, "close of one byte", frame(FIN | CLOSE, new byte[1], client), 1002),
                arguments(
                        client,
                        "close with broken reason",
                        frame(FIN | CLOSE, join(close(1000, ""), broken), client),
                        1007));
    }

    @ParameterizedTest(name = "{1}, by client: {0}")
    @MethodSource("attacks")
    void framesWhenNotAllowedThenSenderHearsWhyAndTheOtherSideThatItIsOver(
            boolean byClient, String name, byte[] attack, int code) {
        service.plays(peer -> {
            peer.write(Frames.agreement(peer.head()));
            if (!byClient) {
                peer.write(attack);
            }
            peer.note(lastOf(peer::bytes));
        });

        try (RawClient client = gateway.open()) {
            if (byClient) {
                client.send(attack);
            }
            assertThat(lastOf(client::bytes)).isEqualTo("close " + (byClient ? code : 1014));
        }
        assertThat(service.note()).isEqualTo("masked close " + (byClient ? 1001 : code));
        gateway.awaitOver();
    }

    static Stream<Arguments> limits() {
        byte[] none = new byte[0];
        return Stream.of(
                arguments("frame", frame(FIN | BINARY, new byte[MOST], true), 1),
                arguments("message", message(5 * MOST, true), 5),
                arguments(
                        "fragments",
                        join(
                                frame(TEXT, none, true),
                                many(Side.MOST_FRAGMENTS - 2, frame(CONTINUATION, none, true)),
                                frame(FIN | CONTINUATION, none, true)),
                        Side.MOST_FRAGMENTS),
                arguments("two messages", join(message(5 * MOST, true), message(5 * MOST, true)), 10),
                arguments("pings", many(Side.MOST_CONTROLS, frame(FIN | PING, none, true)), Side.MOST_CONTROLS),
                arguments("ping of 125", frame(FIN | PING, new byte[125], true), 1),
                arguments(
                        "text over fragments",
                        join(
                                frame(TEXT, new byte[] {(byte) 0xC3}, true),
                                frame(FIN | PING, none, true),
                                frame(FIN | CONTINUATION, new byte[] {(byte) 0xA9}, true)),
                        3));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("limits")
    void framesWhenTheLastThatIsAllowedThenHandedOn(String name, byte[] frames, int count) {
        service.plays(peer -> {
            peer.write(Frames.agreement(peer.head()));
            for (int i = 0; i < count; i++) {
                peer.note(Frames.read(peer::bytes));
            }
            peer.write(Frames.fromService("all"));
            peer.note(lastOf(peer::bytes));
        });

        try (RawClient client = gateway.open()) {
            client.send(frames);
            assertThat(Frames.read(client::bytes)).isEqualTo("text all");
        }
        gateway.awaitOver();
    }

    @Test
    void pingsWhenASecondHasPassedThenAsManyMoreMayCome() {
        byte[] pings = many(Side.MOST_CONTROLS, frame(FIN | PING, new byte[0], true));
        service.plays(peer -> {
            peer.write(Frames.agreement(peer.head()));
            for (int i = 0; i < 2; i++) {
                for (int j = 0; j < Side.MOST_CONTROLS; j++) {
                    peer.note(Frames.read(peer::bytes));
                }
                peer.write(Frames.fromService("all"));
            }
        });

        try (RawClient client = gateway.open()) {
            client.send(pings);
            assertThat(Frames.read(client::bytes)).isEqualTo("text all");
            gateway.pass(Duration.ofSeconds(1));
            client.send(pings);
            assertThat(Frames.read(client::bytes)).isEqualTo("text all");
        }
        gateway.awaitOver();
    }

    /** Returns the close frame, or what came last instead. */
    private static String lastOf(Frames.Bytes from) {
        String last = Frames.read(from);
        while (!last.contains("close") && !last.equals("end")) {
            last = Frames.read(from);
        }
        return last;
    }

    private static byte[] many(int count, byte[] frame) {
        return join(Collections.nCopies(count, frame).toArray(byte[][]::new));
    }

    private static byte[] message(int length, boolean masked) {
        byte[] all = frame(BINARY, new byte[MOST], masked);
        int left = length - MOST;
        while (left > MOST) {
            all = join(all, frame(CONTINUATION, new byte[MOST], masked));
            left -= MOST;
        }
        return join(all, frame(FIN | CONTINUATION, new byte[left], masked));
    }

    /** Returns the head of a frame whose length takes eight bytes, the first and the last as given. */
    private static byte[] header(boolean masked, int first, int last) {
        byte[] mask = masked ? "mask".getBytes(StandardCharsets.US_ASCII) : new byte[0];
        byte[] head = {(byte) (FIN | BINARY), (byte) (masked ? 0xFF : 127), (byte) first, 0, 0, 0, 0, 0, 0, (byte) last
        };
        return join(head, mask);
    }
}
