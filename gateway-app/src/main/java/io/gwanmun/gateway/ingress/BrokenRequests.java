package io.gwanmun.gateway.ingress;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpMessage;

/**
 * Closes a connection whose request body can no longer be parsed.
 *
 * <p>The server would answer 400 and let the request below it end as if its body were complete, so a service would take a
 * mangled body for a whole one. Closing ends the request as one that its caller left, and the call behind with it. A head that
 * cannot be parsed begins no request; the server answers that.
 *
 * <p>One for each connection; stands next to the codec, as the server's own handler decides what follows.
 */
final class BrokenRequests extends ChannelInboundHandlerAdapter {

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof HttpContent content
                && !(message instanceof HttpMessage)
                && content.decoderResult().isFailure()) {
            content.release();
            var unused = context.close();
            return;
        }
        context.fireChannelRead(message);
    }
}
