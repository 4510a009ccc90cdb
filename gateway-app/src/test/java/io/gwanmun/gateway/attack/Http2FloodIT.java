package io.gwanmun.gateway.attack;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.gwanmun.gateway.testing.Http2Reply;
import io.gwanmun.gateway.testing.LeakWatch;
import io.gwanmun.gateway.testing.RawHttp2;

import static io.gwanmun.gateway.attack.H2Attack.farewell;
import static io.gwanmun.gateway.attack.H2Attack.get;
import static io.gwanmun.gateway.attack.H2Attack.post;
import static io.gwanmun.gateway.testing.Http2Reply.COMPRESSION_ERROR;
import static io.gwanmun.gateway.testing.Http2Reply.ENHANCE_YOUR_CALM;
import static io.gwanmun.gateway.testing.Http2Reply.FLOW_CONTROL_ERROR;
import static io.gwanmun.gateway.testing.Http2Reply.FRAME_SIZE_ERROR;
import static io.gwanmun.gateway.testing.Http2Reply.PROTOCOL_ERROR;
import static io.gwanmun.gateway.testing.Http2Reply.REFUSED_STREAM;
import static io.gwanmun.gateway.testing.Http2Reply.STREAM_CLOSED;
import static io.gwanmun.gateway.testing.RawHttp2.CONTINUATION;
import static io.gwanmun.gateway.testing.RawHttp2.DATA;
import static io.gwanmun.gateway.testing.RawHttp2.END_HEADERS;
import static io.gwanmun.gateway.testing.RawHttp2.END_STREAM;
import static io.gwanmun.gateway.testing.RawHttp2.HEADERS;
import static io.gwanmun.gateway.testing.RawHttp2.PING;
import static io.gwanmun.gateway.testing.RawHttp2.PRIORITY;
import static io.gwanmun.gateway.testing.RawHttp2.PUSH_PROMISE;
import static io.gwanmun.gateway.testing.RawHttp2.RST_STREAM;
import static io.gwanmun.gateway.testing.RawHttp2.SETTINGS;
import static io.gwanmun.gateway.testing.RawHttp2.WINDOW_UPDATE;
import static org.assertj.core.api.Assertions.assertThat;

/** Frames that are wrong, or far too many: H201 to H204 of the corpus. */
@ExtendWith(LeakWatch.class)
class Http2FloodIT {

    private static final int MANY = 100_000;
    private static final int BATCH = 100;
    private static final int LARGEST = Integer.MAX_VALUE;

    /** The ends of a flood: told to be calm, or closed while it went on, when the reset of a connection swallows the word. */
    private static final List<Integer> CALMED = List.of(ENHANCE_YOUR_CALM, PROTOCOL_ERROR, -1);

    private static Target target;

    @BeforeAll
    static void start() {
        target = Target.started();
    }

    @AfterAll
    static void stop() {
        target.close();
    }

    @AfterEach
    void works() {
        target.good("after");
        target.service().take();
    }

    /** Frames in the wrong place: an error of the connection. */
    static Stream<H2Attack> misplaced() {
        byte[] head = RawHttp2.block(get());
        return Stream.of(
                wrong("data-on-idle", c -> c.frame(DATA, END_STREAM, 1, new byte[1])),
                wrong("reset-on-idle", c -> c.frameOf(RST_STREAM, 1, 8)),
                wrong("window-on-idle", c -> c.frameOf(WINDOW_UPDATE, 1, 1)),
                wrong("even-stream", c -> c.headers(2, get())),
                wrong("stream-0", c -> c.headers(0, get())),
                wrong("data-on-0", c -> c.frame(DATA, 0, 0, new byte[1])),
                wrong("push", c -> c.open(1, post()).frame(PUSH_PROMISE, END_HEADERS, 1, new byte[] {0, 0, 0, 2})),
                wrong("continuation-first", c -> c.frame(CONTINUATION, END_HEADERS, 1, head)),
                wrong("interleaved", c -> c.frame(HEADERS, END_STREAM, 1, head).frame(PING, 0, 0, new byte[8])),
                wrong("padding-above", c -> c.frame(HEADERS, END_STREAM | END_HEADERS | 8, 1, octets(200, 0, 0))),
                wrong("settings-on-1", c -> c.frame(SETTINGS, 0, 1)),
                wrong("window-0", c -> c.frameOf(WINDOW_UPDATE, 0, 0)));
    }

    /** Frames of a wrong size or with a wrong number in them. */
    static Stream<H2Attack> misshapen() {
        return Stream.of(
                sized("frame-above-16384", c -> c.open(1, post()).frame(DATA, END_STREAM, 1, new byte[16_385])),
                sized("ping-7", c -> c.frame(PING, 0, 0, new byte[7])),
                sized("settings-5", c -> c.frame(SETTINGS, 0, 0, new byte[5])),
                sized("settings-ack-6", c -> c.frame(SETTINGS, 1, 0, new byte[6])),
                wrong("settings-push-2", c -> c.frame(SETTINGS, 0, 0, setting(2, 2))),
                wrong("settings-frame", c -> c.frame(SETTINGS, 0, 0, setting(5, 1))),
                farewell("settings-window", FLOW_CONTROL_ERROR, c -> c.frame(SETTINGS, 0, 0, setting(4, 1 << 31))),
                farewell("H204-window-overflow", FLOW_CONTROL_ERROR, c -> c.frameOf(WINDOW_UPDATE, 0, LARGEST)),
                packed("hpack-index-0", 0x80),
                packed("hpack-index-above", 0xfe),
                packed("hpack-integer", 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f),
                packed("hpack-cut", 0, 5, 'a'),
                packed("hpack-table", 0x3f, 0xe1, 0xff, 0x7f));
    }

    private static H2Attack wrong(String id, Consumer<RawHttp2> frames) {
        return farewell(id, PROTOCOL_ERROR, frames);
    }

    private static H2Attack sized(String id, Consumer<RawHttp2> frames) {
        return farewell(id, FRAME_SIZE_ERROR, frames);
    }

    private static H2Attack packed(String id, int... block) {
        return farewell(id, COMPRESSION_ERROR, c -> c.frame(HEADERS, END_STREAM | END_HEADERS, 1, octets(block)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"misplaced", "misshapen"})
    void connectionWhenAFrameIsWrongThenClosedWithItsCode(H2Attack attack) {
        target.judging(attack.id(), () -> {
            try (RawHttp2 client = RawHttp2.to(target.gateway().port())) {
                attack.frames().accept(client);
                assertThat("gone " + client.farewell()).isIn(attack.ends());
            }
            assertThat(Target.whole(target.service().take())).isEmpty();
        });
    }

    @Test
    void streamWhenItsWindowOverflowsThenReset() {
        try (RawHttp2 client = RawHttp2.to(target.gateway().port())) {
            client.open(1, post()).frameOf(WINDOW_UPDATE, 1, LARGEST);
            assertThat(client.reply(1).reset()).isEqualTo(FLOW_CONTROL_ERROR);
        }
    }

    @Test
    void streamWhenUsedAfterItsEndThenClosed() {
        try (RawHttp2 client = RawHttp2.to(target.gateway().port())) {
            client.headers(1, get());
            assertThat(client.reply(1).status()).isEqualTo(200);
            client.frame(DATA, END_STREAM, 1, new byte[5]);
            Http2Reply reply = client.reply(1);
            assertThat(Math.max(reply.reset(), reply.goneAway())).isEqualTo(STREAM_CLOSED);
        }
    }

    @Test
    void connectionWhenFrameIsUnknownThenGoesOn() {
        try (RawHttp2 client = RawHttp2.to(target.gateway().port())) {
            client.frame(0x42, 0xff, 0, new byte[10]).headers(1, get());
            assertThat(client.reply(1).status()).isEqualTo(200);
        }
    }

    /** Rapid reset (CVE-2023-44487). */
    @Test
    void h201WhenStreamsAreResetRapidlyThenCalmed() {
        byte[] block = RawHttp2.block(get());
        try (RawHttp2 client = RawHttp2.to(target.gateway().port())) {
            flood(
                    client,
                    i -> client.frame(HEADERS, END_STREAM | END_HEADERS, 2 * i + 1, block)
                            .frameOf(RST_STREAM, 2 * i + 1, 8));
            assertThat(client.farewell()).isIn(CALMED);
        }
        assertThat(target.service().take()).hasSizeLessThanOrEqualTo(200 + BATCH);
    }

    /** The server is made to reset (CVE-2025-55163): a window is raised by nothing. */
    @Test
    void h202WhenServerIsMadeToResetThenCalmed() {
        byte[] block = RawHttp2.block(get());
        try (RawHttp2 client = RawHttp2.to(target.gateway().port())) {
            flood(
                    client,
                    i -> client.frame(HEADERS, END_HEADERS, 2 * i + 1, block).frameOf(WINDOW_UPDATE, 2 * i + 1, 0));
            assertThat(client.farewell()).isIn(CALMED);
        }
    }

    /** CVE-2026-33871. */
    @Test
    void h203WhenContinuationsAreEmptyThenClosed() {
        try (RawHttp2 client = RawHttp2.to(target.gateway().port())) {
            client.frame(HEADERS, END_STREAM, 1, RawHttp2.block(get()));
            flood(client, i -> client.frame(CONTINUATION, 0, 1));
            assertThat(client.farewell()).isIn(CALMED);
        }
    }

    @Test
    void h203WhenContinuationsNeverEndThenClosed() {
        byte[] more = RawHttp2.block("x-a=" + "b".repeat(8000));
        try (RawHttp2 client = RawHttp2.to(target.gateway().port())) {
            client.frame(HEADERS, END_STREAM, 1, RawHttp2.block(get()));
            flood(client, i -> client.frame(CONTINUATION, 0, 1, more));
            assertThat(client.farewell()).isIn(CALMED);
        }
    }

    static Stream<H2Attack> floods() {
        return Stream.of(
                farewell("H204-settings", ENHANCE_YOUR_CALM, client -> client.frame(SETTINGS, 0, 0, setting(3, 100))),
                farewell("H204-settings-empty", ENHANCE_YOUR_CALM, client -> client.frame(SETTINGS, 0, 0)),
                farewell("H204-ping", ENHANCE_YOUR_CALM, client -> client.frame(PING, 0, 0, new byte[8])),
                farewell("H204-priority", ENHANCE_YOUR_CALM, client -> client.frame(PRIORITY, 0, 1, new byte[5])),
                farewell("H204-unknown", ENHANCE_YOUR_CALM, client -> client.frame(0xAB, 0, 0, new byte[8])),
                farewell("H204-window", ENHANCE_YOUR_CALM, client -> client.frameOf(WINDOW_UPDATE, 0, 1)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("floods")
    void h204WhenControlFramesNeverEndThenCalmed(H2Attack attack) {
        target.judging(attack.id(), () -> {
            try (RawHttp2 client = RawHttp2.to(target.gateway().port())) {
                flood(client, i -> attack.frames().accept(client));
                assertThat(client.farewell()).isIn(CALMED);
            }
        });
    }

    @Test
    void h204WhenDataIsEmptyThenCalmed() {
        try (RawHttp2 client = RawHttp2.to(target.gateway().port())) {
            client.open(1, post());
            flood(client, i -> client.frame(DATA, 0, 1));
            assertThat(client.farewell()).isIn(CALMED);
        }
    }

    /** 4 KB are kept in the table once, and named again and again. */
    @Test
    void h204WhenHeadUnfoldsBeyondItsLimitThenRefused() {
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        block.writeBytes(RawHttp2.block(get()));
        block.write(0x40);
        RawHttp2.literal(block, "x-a");
        RawHttp2.literal(block, "b".repeat(4000));
        for (int i = 0; i < 10_000; i++) {
            block.write(0x80 | 62);
        }
        try (RawHttp2 client = RawHttp2.to(target.gateway().port())) {
            Http2Reply reply = client.frame(HEADERS, END_STREAM | END_HEADERS, 1, block.toByteArray())
                    .reply(1);
            assertThat(reply.status()).isEqualTo(431);
        }
        assertThat(target.service().take())
                .noneMatch(received -> received.head().get(0).startsWith("GET"));
    }

    /** Streams beyond the number that the server allows are refused, and the connection goes on. */
    @Test
    void h204WhenStreamsAreTooManyThenRefused() {
        try (RawHttp2 client = RawHttp2.to(target.gateway().port())) {
            for (int i = 0; i < 150; i++) {
                client.open(2 * i + 1, post());
            }
            assertThat(client.reply(299).reset()).isEqualTo(REFUSED_STREAM);
            client.frame(DATA, END_STREAM, 1, new byte[0]);
            assertThat(client.reply(1).status()).isEqualTo(200);
        }
    }

    /** Sends something in batches until the other side takes no more. */
    static void flood(RawHttp2 client, IntConsumer one) {
        for (int i = 0; i < MANY; i += BATCH) {
            for (int j = 0; j < BATCH; j++) {
                one.accept(i + j);
            }
            if (!client.isTaken()) {
                return;
            }
        }
    }

    private static byte[] octets(int... values) {
        byte[] octets = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            octets[i] = (byte) values[i];
        }
        return octets;
    }

    private static byte[] setting(int id, int value) {
        return java.nio.ByteBuffer.allocate(6)
                .putShort((short) id)
                .putInt(value)
                .array();
    }
}
