package io.gwanmun.gateway.integration.websocket;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.unit.DataSize;

import io.gwanmun.gateway.pipeline.ClientFault;
import io.gwanmun.gateway.pipeline.UpstreamFault;
import io.gwanmun.gateway.testing.Frames;
import io.gwanmun.gateway.testing.LeakWatch;
import io.gwanmun.gateway.testing.RawClient;
import io.gwanmun.gateway.testing.RawServer;

import static io.gwanmun.gateway.testing.Frames.CLOSE;
import static io.gwanmun.gateway.testing.Frames.CONTINUATION;
import static io.gwanmun.gateway.testing.Frames.FIN;
import static io.gwanmun.gateway.testing.Frames.PING;
import static io.gwanmun.gateway.testing.Frames.PONG;
import static io.gwanmun.gateway.testing.Frames.TEXT;
import static io.gwanmun.gateway.testing.Frames.fromClient;
import static io.gwanmun.gateway.testing.Frames.fromService;
import static org.assertj.core.api.Assertions.assertThat;

/** Two connections with one life, on real sockets. */
@ExtendWith(LeakWatch.class)
class RelayTest {

    private static final WebSocketPolicy POLICY = new WebSocketPolicy(
            Origins.SAME,
            DataSize.ofKilobytes(64),
            DataSize.ofMegabytes(1),
            Duration.ofSeconds(60),
            Duration.ofSeconds(100),
            1);
    private static final int LARGE = 60_000;

    private final RawServer service = RawServer.playing(RelayTest::note);
    private final StandIn gateway = new StandIn(service.port(), POLICY);

    @AfterEach
    void close() {
        service.close();
        gateway.close();
    }

    /** Agrees, then notes every frame to the end. */
    private static void note(RawServer.Peer peer) throws IOException {
        peer.write(Frames.agreement(peer.head()));
        noteFrames(peer);
    }

    private static void noteFrames(RawServer.Peer peer) {
        String frame = Frames.read(peer::bytes);
        while (!frame.equals("end")) {
            peer.note(frame);
            frame = Frames.read(peer::bytes);
        }
        peer.note("end");
    }

    private static String heard(RawClient client) {
        return Frames.read(client::bytes);
    }

    @Test
    void framesWhenSentByClientThenArriveMaskedAsTheyWere() {
        try (RawClient client = gateway.open()) {
            client.send(fromClient("hello"))
                    .send(fromClient(TEXT, "one".getBytes(StandardCharsets.UTF_8)))
                    .send(fromClient(FIN | PING, "there?".getBytes(StandardCharsets.UTF_8)))
                    .send(fromClient(FIN | CONTINUATION, "two".getBytes(StandardCharsets.UTF_8)))
                    .send(fromClient(FIN | Frames.BINARY, new byte[LARGE]));

            assertThat(service.note()).isEqualTo("masked text hello");
            assertThat(service.note()).isEqualTo("masked text one...");
            assertThat(service.note()).isEqualTo("masked ping there?");
            assertThat(service.note()).isEqualTo("masked more two");
            assertThat(service.note()).isEqualTo("masked binary " + LARGE);
            assertThat(gateway.call().requestBytes()).isEqualTo(5 + 3 + 6 + 3 + LARGE);
        }
    }

    @Test
    void framesWhenSentByServiceThenArriveAsTheyWere() {
        service.plays(peer -> {
            peer.write(Frames.agreement(peer.head()));
            peer.write(fromService("hello"));
            peer.write(fromService(FIN | PONG, new byte[0]));
            peer.write(fromService(FIN | Frames.BINARY, new byte[LARGE]));
            noteFrames(peer);
        });

        try (RawClient client = gateway.open()) {
            assertThat(heard(client)).isEqualTo("text hello");
            assertThat(heard(client)).isEqualTo("pong ");
            assertThat(heard(client)).isEqualTo("binary " + LARGE);
            assertThat(gateway.call().responseBytes()).isEqualTo(5 + LARGE);
        }
    }

    @Test
    void framesWhenSentDirectlyBehindEitherHandshakeThenNotLost() {
        service.plays(peer -> {
            List<String> head = peer.head();
            peer.write(Frames.join(Frames.agreement(head).getBytes(StandardCharsets.ISO_8859_1), fromService("early")));
            noteFrames(peer);
        });

        try (RawClient client = RawClient.to(gateway.port())) {
            client.send(
                    Frames.join(Frames.handshake("/").getBytes(StandardCharsets.ISO_8859_1), fromClient("early too")));
            assertThat(client.replyHead().get(0)).startsWith("HTTP/1.1 101");

            assertThat(heard(client)).isEqualTo("text early");
            assertThat(service.note()).isEqualTo("masked text early too");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1000, 1001, 1011, 3000, 4999})
    void closeWhenClientBeginsThenServiceHearsItAndItsAnswerEndsBoth(int code) {
        service.plays(peer -> {
            peer.write(Frames.agreement(peer.head()));
            peer.note(Frames.read(peer::bytes));
            peer.write(fromService("last words"));
            peer.write(fromService(FIN | CLOSE, Frames.close(code, "done")));
            peer.note(Frames.read(peer::bytes));
        });

        try (RawClient client = gateway.open()) {
            client.send(fromClient(FIN | CLOSE, Frames.close(code, "bye")));

            assertThat(service.note()).isEqualTo("masked close " + code + " bye");
            assertThat(heard(client)).isEqualTo("text last words");
            assertThat(heard(client)).isEqualTo("close " + code + " done");
            assertThat(heard(client)).isEqualTo("end");
            assertThat(service.note()).isEqualTo("end");
        }
        gateway.awaitOver();
        assertThat(gateway.call().fault()).isNull();
    }

    @Test
    void closeWhenServiceBeginsWithoutCodeThenClientHearsItAndItsAnswerEndsBoth() {
        service.plays(peer -> {
            peer.write(Frames.agreement(peer.head()));
            peer.write(fromService(FIN | CLOSE, new byte[0]));
            noteFrames(peer);
        });

        try (RawClient client = gateway.open()) {
            assertThat(heard(client)).isEqualTo("close");
            client.send(fromClient(FIN | CLOSE, new byte[0]));

            assertThat(heard(client)).isEqualTo("end");
            assertThat(service.note()).isEqualTo("masked close");
            assertThat(service.note()).isEqualTo("end");
        }
        gateway.awaitOver();
    }

    @Test
    void closeWhenClientLeavesWithoutAWordThenServiceHears1001() {
        try (RawClient client = gateway.open()) {
            client.send(fromClient("hello"));
            assertThat(service.note()).isEqualTo("masked text hello");
        }

        assertThat(service.note()).isEqualTo("masked close 1001");
        service.hangUp();
        gateway.awaitOver();
        assertThat(gateway.call().fault()).isEqualTo(ClientFault.CLIENT_CLOSED);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void closeWhenServiceLeavesWithoutAWordThenClientHears1014(boolean reset) {
        service.plays(peer -> {
            peer.write(Frames.agreement(peer.head()));
            peer.note(Frames.read(peer::bytes));
            if (reset) {
                peer.reset();
            }
        });

        try (RawClient client = gateway.open()) {
            client.send(fromClient("hello"));

            assertThat(heard(client)).isEqualTo("close 1014");
            client.send(fromClient(FIN | CLOSE, Frames.close(1014, "")));
            assertThat(heard(client)).isEqualTo("end");
        }
        gateway.awaitOver();
        assertThat(gateway.call().fault()).isEqualTo(UpstreamFault.BODY_TRUNCATED);
    }

    @Test
    void closeWhenServiceLeavesInsteadOfAnsweringThenClientHearsThatItIsDone() {
        service.plays(peer -> {
            peer.write(Frames.agreement(peer.head()));
            peer.note(Frames.read(peer::bytes));
        });

        try (RawClient client = gateway.open()) {
            client.send(fromClient(FIN | CLOSE, Frames.close(4000, "")));

            assertThat(heard(client)).isEqualTo("close 1000");
            assertThat(heard(client)).isEqualTo("end");
        }
        gateway.awaitOver();
        assertThat(gateway.call().fault()).isNull();
    }

    @Test
    void closeWhenNobodyAnswersThenCutAfterFiveSecondsAndNotBefore() {
        try (RawClient client = gateway.open()) {
            client.send(fromClient(FIN | CLOSE, Frames.close(1000, "")));
            assertThat(service.note()).isEqualTo("masked close 1000");

            gateway.pass(Duration.ofSeconds(5).minusMillis(1));
            assertThat(gateway.sockets().open()).isEqualTo(1);
            gateway.pass(Duration.ofMillis(1));

            assertThat(heard(client)).isEqualTo("end");
            assertThat(service.note()).isEqualTo("end");
        }
        gateway.awaitOver();
    }

    @Test
    void idleWhenNothingIsSaidThenBothHear1001AndNotBefore() {
        try (RawClient client = gateway.open()) {
            gateway.pass(POLICY.idle().minusMillis(1));
            assertThat(gateway.sockets().open()).isEqualTo(1);
            client.send(fromClient(FIN | PING, new byte[0]));
            assertThat(service.note()).isEqualTo("masked ping ");
            gateway.pass(Duration.ofMillis(1));

            gateway.pass(Duration.ofSeconds(30));
            client.send(fromClient("still there"));
            assertThat(service.note()).isEqualTo("masked text still there");
        }
    }

    @Test
    void idleWhenItsTimeIsOverThenBothHear1001() {
        try (RawClient client = gateway.open()) {
            gateway.pass(POLICY.idle());

            assertThat(heard(client)).isEqualTo("close 1001");
            assertThat(service.note()).isEqualTo("masked close 1001");
            client.send(fromClient(FIN | CLOSE, Frames.close(1001, "")));
            assertThat(heard(client)).isEqualTo("end");
            service.hangUp();
        }
        gateway.awaitOver();
    }

    @Test
    void ageWhenItsTimeIsOverThenClosedHoweverBusy() {
        try (RawClient client = gateway.open()) {
            gateway.pass(Duration.ofSeconds(59));
            client.send(fromClient("busy"));
            assertThat(service.note()).isEqualTo("masked text busy");
            gateway.pass(Duration.ofSeconds(41).minusMillis(1));
            client.send(fromClient("busy"));
            assertThat(service.note()).isEqualTo("masked text busy");
            gateway.pass(Duration.ofMillis(1));

            assertThat(heard(client)).isEqualTo("close 1001");
            assertThat(service.note()).isEqualTo("masked close 1001");
        }
    }

    @Test
    void drainWhenGatewayStopsThenBothHear1001() {
        try (RawClient client = gateway.open()) {
            gateway.drain();

            assertThat(heard(client)).isEqualTo("close 1001");
            assertThat(service.note()).isEqualTo("masked close 1001");
        }
    }
}
