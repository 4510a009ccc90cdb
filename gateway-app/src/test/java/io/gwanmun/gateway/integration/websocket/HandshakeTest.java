package io.gwanmun.gateway.integration.websocket;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class HandshakeTest {

    private static final String KEY = "dGhlIHNhbXBsZSBub25jZQ==";
    private static final String ACCEPT = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";

    private final HttpHeaders asked = new DefaultHttpHeaders()
            .set("Sec-WebSocket-Key", KEY)
            .set("Sec-WebSocket-Extensions", "permessage-deflate")
            .add("Sec-WebSocket-Protocol", "chat, mqtt")
            .add("Sec-WebSocket-Protocol", "soap");
    private final Handshake handshake = Handshake.of(asked);

    @Test
    void acceptOfWhenKeyOfTheStandardThenItsAnswer() {
        assertThat(Handshake.acceptOf(KEY)).isEqualTo(ACCEPT);
    }

    @Test
    void askWhenAskedThenOwnKeyAndNoExtensions() {
        handshake.ask(asked);

        assertThat(asked.get("Sec-WebSocket-Key")).isNotEqualTo(KEY).hasSize(24);
        assertThat(asked.contains("Sec-WebSocket-Extensions")).isFalse();
        assertThat(asked.getAll("Sec-WebSocket-Protocol")).containsExactly("chat, mqtt", "soap");
    }

    @ParameterizedTest
    @CsvSource({"chat,true", "mqtt,true", "soap,true", "Chat,false", "'chat, mqtt',false", "other,false", "'',false"})
    void acceptWhenServiceChoosesThenOnlyWhatWasOffered(String protocol, boolean agreed) {
        assertThat(handshake.accept(answer().set("Sec-WebSocket-Protocol", protocol)))
                .isEqualTo(agreed);
    }

    @Test
    void acceptWhenServiceAgreesThenAnswersTheClientsOwnKey() {
        HttpHeaders answer = answer().set("Content-Length", "5");

        assertThat(handshake.accept(answer)).isTrue();

        assertThat(answer.get("Sec-WebSocket-Accept")).isEqualTo(ACCEPT);
        assertThat(answer.contains("Content-Length")).isFalse();
    }

    @Test
    void acceptWhenServiceDidNotReadTheKeyThenRefused() {
        assertThat(handshake.accept(answer().set("Sec-WebSocket-Accept", ACCEPT)))
                .isFalse();
    }

    @Test
    void acceptWhenServiceUsesExtensionsThenRefused() {
        assertThat(handshake.accept(answer().set("Sec-WebSocket-Extensions", "permessage-deflate")))
                .isFalse();
    }

    private HttpHeaders answer() {
        HttpHeaders request = new DefaultHttpHeaders();
        handshake.ask(request);
        return new DefaultHttpHeaders()
                .set("Sec-WebSocket-Accept", Handshake.acceptOf(request.get("Sec-WebSocket-Key")));
    }
}
