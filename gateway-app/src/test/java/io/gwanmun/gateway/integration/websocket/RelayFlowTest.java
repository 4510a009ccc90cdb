package io.gwanmun.gateway.integration.websocket;

import org.junit.jupiter.api.Test;

import io.gwanmun.gateway.testing.Frames;
import io.gwanmun.gateway.testing.RawClient;
import io.gwanmun.gateway.testing.RawServer;
import io.gwanmun.gateway.testing.RunningGateway;

import static io.gwanmun.gateway.testing.Frames.FIN;
import static io.gwanmun.gateway.testing.Frames.fromClient;
import static io.gwanmun.gateway.testing.Frames.fromService;
import static org.assertj.core.api.Assertions.assertThat;

/** Who does not read holds up the other side. Without a watch for leaks, which would look at every eight bytes of a mask. */
class RelayFlowTest {

    private static final int LARGE = 60_000;

    private static void note(RawServer.Peer peer) {
        String frame = Frames.read(peer::bytes);
        while (!frame.equals("end")) {
            peer.note(frame);
            frame = Frames.read(peer::bytes);
        }
    }

    @Test
    void framesWhenClientDoesNotReadThenServiceMustWait() {
        int count = 400;
        RawServer.Script script = peer -> {
            peer.write(Frames.agreement(peer.head()));
            for (int i = 0; i < count; i++) {
                peer.write(fromService(FIN | Frames.BINARY, new byte[LARGE]));
            }
            note(peer);
        };

        try (RawServer service = RawServer.playing(script);
                StandIn gateway = new StandIn(service.port(), WebSocketPolicy.DEFAULTS);
                RawClient client = gateway.open(4096)) {
            RunningGateway.awaitStill(service::sent);
            assertThat(service.sent()).isLessThan((long) count * LARGE / 2);

            for (int i = 0; i < count; i++) {
                assertThat(Frames.read(client::bytes)).isEqualTo("binary " + LARGE);
            }
        }
    }

    @Test
    void framesWhenServiceDoesNotReadThenClientMustWait() throws Exception {
        int count = 400;
        RawServer.Script script = peer -> {
            peer.write(Frames.agreement(peer.head()));
            peer.await();
            note(peer);
        };

        try (RawServer service = RawServer.playing(script);
                StandIn gateway = new StandIn(service.port(), WebSocketPolicy.DEFAULTS);
                RawClient client = gateway.open()) {
            byte[] frame = fromClient(FIN | Frames.BINARY, new byte[LARGE]);
            Thread sender = new Thread(() -> {
                for (int i = 0; i < count; i++) {
                    client.send(frame);
                }
            });
            sender.start();
            RunningGateway.awaitStill(() -> gateway.call().requestBytes());
            assertThat(gateway.call().requestBytes()).isLessThan((long) count * LARGE / 2);
            service.proceed();

            for (int i = 0; i < count; i++) {
                assertThat(service.note()).isEqualTo("masked binary " + LARGE);
            }
            sender.join();
        }
    }
}
