package io.gwanmun.gateway.ingress;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class HeadJoinerTest {

    private final Flushes flushes = new Flushes();
    private final EmbeddedChannel channel = new EmbeddedChannel(flushes, new HeadJoiner());

    @Test
    void writeWhenHeadComesAloneThenSaidToBeWrittenAndFlushHeld() {
        ChannelFuture head = channel.write(head());
        channel.pipeline().flush();
        assertThat(head.isSuccess()).isTrue();
        assertThat(flushes.count).isZero();
    }

    @Test
    void flushWhenBodyFollowsThenOneFlushForBoth() {
        channel.write(head());
        channel.pipeline().flush();
        channel.write(new DefaultHttpContent(Unpooled.wrappedBuffer(new byte[3])));
        channel.pipeline().flush();
        assertThat(flushes.count).isEqualTo(1);
        channel.runPendingTasks();
        assertThat(flushes.count).isEqualTo(1);
        assertThat(channel.outboundMessages()).hasSize(2);
    }

    @Test
    void flushWhenNothingFollowsThenHeadLeavesAtTheEndOfTheTurn() {
        channel.write(head());
        channel.pipeline().flush();
        channel.runPendingTasks();
        assertThat(flushes.count).isEqualTo(1);
    }

    @Test
    void flushWhenResponseIsFullOrInformationalThenNotHeld() {
        channel.write(new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK));
        channel.pipeline().flush();
        assertThat(flushes.count).isEqualTo(1);
        channel.write(new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.EARLY_HINTS));
        channel.pipeline().flush();
        assertThat(flushes.count).isEqualTo(2);
    }

    private static DefaultHttpResponse head() {
        return new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
    }

    private static final class Flushes extends ChannelDuplexHandler {
        private int count;

        @Override
        public void flush(ChannelHandlerContext context) {
            count++;
            context.flush();
        }
    }
}
