package io.gwanmun.gateway.pipeline;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class StreamedBodyTest {

    private final List<String> heard = new ArrayList<>();
    private final StreamedBody body = new StreamedBody(new EmbeddedChannel().eventLoop(), new StreamedBody.Source() {
        @Override
        public void pauseReading() {
            heard.add("pause");
        }

        @Override
        public void resumeReading() {
            heard.add("resume");
        }

        @Override
        public void abandoned(StreamedBody left) {
            heard.add("abandoned");
        }
    });

    private static ByteBuf bytes(String text) {
        return Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII);
    }

    private String held() {
        return body.held().toString(StandardCharsets.US_ASCII);
    }

    private List<String> read() {
        List<String> read = new ArrayList<>();
        body.subscribe(part -> {
            read.add(part.toString(StandardCharsets.US_ASCII));
            part.release();
        });
        return read;
    }

    @Test
    void holdWhenPartsCameBeforeThenTheyCountAndReadingGoesOn() {
        body.onPart(bytes("ab"));
        body.onPart(bytes("cd"));
        body.hold(100, () -> heard.add("held"));
        assertThat(heard).containsExactly("pause", "pause", "resume");

        body.onPart(bytes("ef"));
        assertThat(heard).doesNotContain("held");
        body.complete();

        assertThat(heard).endsWith("held");
        assertThat(held()).isEqualTo("abcdef");
        assertThat(read()).containsExactly("abcdef");
    }

    @Test
    void holdWhenMoreThanWantedIsThereThenGoesOnAtOnce() {
        body.onPart(bytes("abc"));

        body.hold(3, () -> heard.add("held"));

        assertThat(heard).containsExactly("pause", "held");
        body.cancel();
        assertThat(heard).endsWith("abandoned");
    }

    @Test
    void holdWhenEndedWithoutAPartThenNothingIsHeld() {
        body.hold(3, () -> heard.add("held"));
        body.complete();

        assertThat(heard).containsExactly("resume", "held");
        assertThat(held()).isEmpty();
        assertThat(read()).isEmpty();
    }

    @Test
    void holdWhenGivenUpThenTheActionIsNotRun() {
        body.hold(3, () -> heard.add("held"));
        body.stopGathering();
        ByteBuf part = bytes("abcdef");
        body.onPart(part);
        body.cancel();

        assertThat(heard).doesNotContain("held");
        assertThat(part.refCnt()).isZero();
    }
}
