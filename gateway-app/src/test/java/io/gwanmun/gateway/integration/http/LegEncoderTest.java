package io.gwanmun.gateway.integration.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

import static org.assertj.core.api.Assertions.assertThat;

class LegEncoderTest {

    @Property
    void countControlsWhenAnyBytesThenCountsThoseBelowASpace(@ForAll byte[] bytes) {
        int expected = 0;
        for (byte one : bytes) {
            expected += (one & 0xff) < 0x20 ? 1 : 0;
        }
        ByteBuf buf = Unpooled.wrappedBuffer(bytes);

        assertThat(LegEncoder.countControls(buf, 0, bytes.length)).isEqualTo(expected);
    }
}
