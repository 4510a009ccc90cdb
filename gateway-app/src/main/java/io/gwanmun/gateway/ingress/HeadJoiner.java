package io.gwanmun.gateway.ingress;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;

/**
 * Lets the head of a response leave in one write with the first part of its body.
 *
 * <p>The server writes and flushes the head, waits until that is done, and only then asks for the body: two system calls for
 * every response that is not handed over whole. This handler says at once that the head is written and holds back its flush
 * until something of the body follows, at the latest to the end of the loop's turn. A head that could not be written is
 * noticed at the body, or by the connection's end.
 *
 * <p>One for each connection; HTTP/1.1 only, as it stands next to that codec.
 */
final class HeadJoiner extends ChannelDuplexHandler {

    private boolean holding;
    private boolean scheduled;

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (isHeadAlone(message)) {
            holding = true;
            context.write(message, context.voidPromise());
            promise.trySuccess();
            return;
        }
        holding = false;
        context.write(message, promise);
    }

    @Override
    public void flush(ChannelHandlerContext context) {
        if (!holding) {
            context.flush();
        } else if (!scheduled) {
            scheduled = true;
            context.executor().execute(() -> release(context));
        }
    }

    private void release(ChannelHandlerContext context) {
        scheduled = false;
        if (holding) {
            holding = false;
            context.flush();
        }
    }

    private static boolean isHeadAlone(Object message) {
        return message instanceof HttpResponse head
                && !(message instanceof LastHttpContent)
                && HttpStatusClass.INFORMATIONAL != head.status().codeClass();
    }
}
