package io.gwanmun.gateway;

import java.nio.charset.StandardCharsets;
import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import io.gwanmun.gateway.testing.Http2Reply;
import io.gwanmun.gateway.testing.LeakWatch;
import io.gwanmun.gateway.testing.RawClient;
import io.gwanmun.gateway.testing.RawHttp2;
import io.gwanmun.gateway.testing.RawServer;
import io.gwanmun.gateway.testing.Reply;
import io.gwanmun.gateway.testing.RunningGateway;

import static org.assertj.core.api.Assertions.assertThat;

/** What slow clients cost a service, and when they are cut. */
@ExtendWith(LeakWatch.class)
class SlowClientsIT {

    private static final String YAML = """
            apiVersion: gateway/v1
            upstreams:
              echo: {targets: ["%s"]}
            apis:
              open:
                path: /open
                access: none
                routes:
                  all: {match: {path: "/{rest...}"}, to: {upstream: echo}}
            """;
    private static final String OK = "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok";
    private static final int GATHERED = 64 * 1024;
    private static final byte[] NO_WINDOW = {0, 4, 0, 0, 0, 0};
    private static final int CANCEL = 8;

    private static RawServer service;
    private static RunningGateway patient;
    private static RunningGateway impatient;

    @BeforeAll
    static void start() {
        service = RawServer.playing(SlowClientsIT::sayWhatCame);
        patient = RunningGateway.with(YAML.formatted(service.url()));
        impatient = RunningGateway.with(
                YAML.formatted(service.url()),
                "--gateway.ingress.max-body=1KB",
                "--gateway.ingress.rate-grace=400ms",
                "--gateway.ingress.min-rate=1KB");
    }

    @AfterAll
    static void stop() {
        impatient.close();
        patient.close();
        service.close();
    }

    private static void sayWhatCame(RawServer.Peer peer) throws java.io.IOException {
        List<String> head = peer.head();
        if (!head.isEmpty()) {
            peer.note("asked");
            peer.note(new String(peer.body(head), StandardCharsets.ISO_8859_1));
            peer.write(OK);
        }
    }

    @Test
    void postWhenAShortBodyComesSlowlyThenServiceIsNotBotheredBeforeAllOfItIsThere() {
        service.plays(SlowClientsIT::sayWhatCame);
        int before = service.connections();
        try (RawClient client = patient.connect()) {
            client.send(RawClient.head("POST", "/open/x", "Content-Length: 10"));
            for (char digit = '0'; digit < '9'; digit++) {
                client.send("" + digit);
                patient.awaitLooks(1);
            }
            assertThat(service.connections()).isEqualTo(before);
            client.send("9");

            assertThat(client.reply().text()).isEqualTo("ok");
            assertThat(service.note()).isEqualTo("asked");
            assertThat(service.note()).isEqualTo("0123456789");
        }
    }

    @Test
    void postWhenALongBodyComesSlowlyThenServiceIsCalledWithItsBeginning() {
        service.plays(SlowClientsIT::sayWhatCame);
        int before = service.connections();
        String beginning = "a".repeat(GATHERED - 1);
        try (RawClient client = patient.connect()) {
            client.send(RawClient.head("POST", "/open/x", "Content-Length: " + (GATHERED + 3)));
            client.send(beginning);
            patient.awaitLooks(2);
            assertThat(service.connections()).isEqualTo(before);
            client.send("b");
            assertThat(service.note()).isEqualTo("asked");
            client.send("cde");

            assertThat(client.reply().text()).isEqualTo("ok");
            assertThat(service.note()).isEqualTo(beginning + "bcde");
        }
    }

    @Test
    void postOverHttp2WhenAShortBodyComesInPartsThenServiceGetsItWhole() {
        service.plays(SlowClientsIT::sayWhatCame);
        try (RawHttp2 client = RawHttp2.to(patient.port())) {
            client.open(1, RawHttp2.request("POST", "gateway.test", "/open/x", "content-length=6"))
                    .frame(RawHttp2.DATA, 0, 1, bytes("abc"))
                    .flush();
            patient.awaitLooks(1);
            client.frame(RawHttp2.DATA, RawHttp2.END_STREAM, 1, bytes("def"));

            assertThat(client.reply(1).status()).isEqualTo(200);
            assertThat(service.note()).isEqualTo("asked");
            assertThat(service.note()).isEqualTo("abcdef");
        }
    }

    @Test
    void postWhenAShortBodyDoesNotComeThenAnswered408AndServiceIsNotCalled() {
        int before = service.connections();
        try (RawClient client = impatient.connect()) {
            Reply reply = client.send(RawClient.head("POST", "/open/x", "Content-Length: 10") + "0123")
                    .reply();

            assertThat(reply.status()).isEqualTo(408);
            assertThat(client.isClosed()).isTrue();
        }
        assertThat(service.connections()).isEqualTo(before);
    }

    @Test
    void postWhenClientLeavesWithinAShortBodyThenServiceIsNotCalled() {
        int before = service.connections();
        String path = "/open/left";
        try (RawClient client = patient.connect()) {
            client.send(RawClient.head("POST", path, "Content-Length: 10") + "0123");
            patient.awaitLooks(1);
        }
        assertThat(patient.logged(line -> path.equals(line.get("path")))).containsEntry("fault", "client-closed");
        assertThat(service.connections()).isEqualTo(before);
    }

    @Test
    void postOverHttp2WhenNoBodyIsAnnouncedAndNoEndComesThenAnswered408AndServiceIsNotCalled() {
        int before = service.connections();
        try (RawHttp2 client = RawHttp2.to(impatient.port())) {
            client.open(1, RawHttp2.request("POST", "gateway.test", "/open/x", "content-length=0"));
            Http2Reply reply = client.reply(1);

            assertThat(reply.status()).isEqualTo(408);
            assertThat(reply.asReply().json()).containsEntry("type", "urn:gwanmun:fault:request-timeout");
        }
        assertThat(service.connections()).isEqualTo(before);
    }

    /** Some clients overlook the reset of a stream that was answered, and wait for ever until they may send more. */
    @Test
    void postOverHttp2WhenBodyIsTooLongThenTheRestIsForgottenWithoutAReset() {
        int before = service.connections();
        try (RawHttp2 client = RawHttp2.to(impatient.port())) {
            client.open(1, RawHttp2.request("POST", "gateway.test", "/open/x", "content-length=60000"));
            assertThat(client.reply(1).status()).isEqualTo(413);
            for (int i = 1; i <= 4; i++) {
                client.frame(RawHttp2.DATA, i == 4 ? RawHttp2.END_STREAM : 0, 1, new byte[15_000]);
            }
            client.headers(3, RawHttp2.request("GET", "gateway.test", "/nowhere"))
                    .flush();
            for (RawHttp2.Frame next = frame(client);
                    next.stream() != 3 || next.type() != RawHttp2.HEADERS;
                    next = frame(client)) {
                assertThat(next.type()).isNotEqualTo(RawHttp2.RST_STREAM);
            }
        }
        assertThat(service.connections()).isEqualTo(before);
    }

    @Test
    void getOverHttp2WhenClientKeepsItsWindowAtZeroThenAnswerIsCut() {
        service.plays(SlowClientsIT::sayWhatCame);
        try (RawHttp2 client = RawHttp2.to(impatient.port())) {
            client.frame(RawHttp2.SETTINGS, 0, 0, NO_WINDOW)
                    .headers(1, RawHttp2.request("GET", "gateway.test", "/open/x"));
            Http2Reply reply = client.reply(1);

            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.reset()).isEqualTo(CANCEL);
        }
    }

    private static RawHttp2.Frame frame(RawHttp2 client) {
        return java.util.Objects.requireNonNull(client.next(), "the connection ended");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
