package io.gwanmun.gateway.integration.http;

import java.util.stream.Stream;

import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.gwanmun.gateway.pipeline.GatewayFault;
import io.gwanmun.gateway.pipeline.UpstreamFault;

import static io.gwanmun.gateway.integration.http.LegClient.await;
import static io.gwanmun.gateway.integration.http.LegClient.exchange;
import static io.gwanmun.gateway.integration.http.LegClient.faultOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** Answers over HTTP/2 that are not valid, or just are, and heads that are not sent. */
@ExtendWith(LeakWatch.class)
class Http2HeadTest {

    private static final String LONG = "x".repeat(8000);

    private final LegClient client = new LegClient();

    @AfterEach
    void close() {
        client.close();
    }

    static Stream<Arguments> badAnswers() {
        return Stream.of(
                answer("other length", peer -> {
                    peer.head(3, false, ":status", "200", "content-length", "5");
                    peer.data(3, true, "abc");
                }),
                answer("more than its length", peer -> {
                    peer.head(3, false, ":status", "200", "content-length", "2");
                    peer.data(3, true, "abc");
                }),
                answer("nothing of its length", peer -> peer.head(3, true, ":status", "200", "content-length", "5")),
                answer("empty end of its length", peer -> {
                    peer.head(3, false, ":status", "200", "content-length", "5");
                    peer.data(3, true, "");
                }),
                answer("switching", peer -> peer.head(3, false, ":status", "101")),
                answer("no status", peer -> peer.head(3, true, "x", "y")),
                answer("status is no number", peer -> peer.head(3, true, ":status", "ok")),
                answer("status out of range", peer -> peer.head(3, true, ":status", "600")),
                answer("line break", peer -> peer.head(3, true, ":status", "200", "x", "a\r\nset-cookie: b=c")),
                answer("upper case", peer -> peer.head(3, true, ":status", "200", "X-Upper", "y")),
                answer("of a connection", peer -> peer.head(3, true, ":status", "200", "connection", "close")),
                answer("body before head", peer -> peer.data(3, false, "abc")),
                answer("body of 204", peer -> {
                    peer.head(3, false, ":status", "204");
                    peer.data(3, true, "abc");
                }),
                answer(
                        "large head",
                        peer -> peer.head(
                                3, true, ":status", "200", "a", LONG, "b", LONG, "c", LONG, "d", LONG, "e", LONG)),
                answer("push", peer -> peer.frame(5, 4, 3, new byte[] {0, 0, 0, 2})),
                answer("frame of no known stream", peer -> peer.data(99, false, "abc")));
    }

    @ParameterizedTest
    @MethodSource("badAnswers")
    void callWhenAnswerIsNotValidThenIsBadResponse(FramePeer.Script answer) throws Exception {
        try (RawServer server = answering(answer)) {
            assertThat(faultOf(to(server).call(client.get("/")).flatMap(LegClient::text)))
                    .isEqualTo(UpstreamFault.BAD_RESPONSE);
        }
    }

    @Test
    void callWhenHeadIsAsLargeAsAllowedThenIsAnswered() throws Exception {
        try (RawServer server =
                answering(peer -> peer.head(3, true, ":status", "200", "a", LONG, "b", LONG, "c", LONG, "d", LONG))) {
            assertThat(exchange(to(server), client.get("/"))).isEqualTo("200 ");
        }
    }

    @Test
    void callWhenBodyIsLongerThanSaidAfterItBeganThenBodyIsBadResponse() throws Exception {
        try (RawServer server = answering(peer -> {
            peer.head(3, false, ":status", "200", "content-length", "4");
            peer.data(3, false, "abc");
            peer.raw().await();
            peer.data(3, true, "def");
        })) {
            LegResponse response = await(to(server).call(client.get("/")));
            server.proceed();

            assertThat(faultOf(LegClient.text(response))).isEqualTo(UpstreamFault.BAD_RESPONSE);
        }
    }

    @Test
    void callWhenInterimAnswersComeFirstThenTheyAreSkipped() throws Exception {
        try (RawServer server = answering(peer -> {
            peer.head(3, false, ":status", "103", "link", "</a>");
            peer.head(3, false, ":status", "100");
            peer.head(3, false, ":status", "200");
            peer.data(3, false, "ok");
            peer.head(3, true, "x-trailer", "y");
        })) {
            assertThat(exchange(to(server), client.get("/"))).isEqualTo("200 ok");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"X", ":path", "x y"})
    void callWhenHeaderCouldBeTakenForAnotherThenIsInternalAndNothingIsSent(String name) throws Exception {
        try (RawServer server = FramePeer.running(peer -> {
            peer.raw().note(String.valueOf(peer.request().path()));
            peer.answer(3, "ok");
            peer.raw().await();
        })) {
            HttpLeg leg = to(server);
            LegRequest request = client.get("/injected");
            request.headers().clear();
            LegRequest injected = new LegRequest(
                    request.eventLoop(),
                    request.method(),
                    request.uri(),
                    DefaultHttpHeadersFactory.headersFactory()
                            .withValidation(false)
                            .newHeaders()
                            .set(name, name.equals("X") ? "a\r\nb: c" : "/other"),
                    0,
                    null,
                    request.limits());

            assertThat(faultOf(leg.call(injected))).isEqualTo(GatewayFault.INTERNAL);
            assertThat(exchange(leg, client.get("/clean"))).isEqualTo("200 ok");
            assertThat(server.event()).isEqualTo("/clean");
        }
    }

    private HttpLeg to(RawServer server) {
        return client.legs()
                .open(new HttpTarget(false, "127.0.0.1", server.port()), LegClient.limits(1, 0), Protocol.HTTP2);
    }

    private static RawServer answering(FramePeer.Script answer) {
        return FramePeer.running(peer -> {
            peer.request();
            answer.run(peer);
            peer.raw().awaitClose();
        });
    }

    private static Arguments answer(String name, FramePeer.Script script) {
        return arguments(Named.of(name, script));
    }
}
