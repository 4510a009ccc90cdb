package io.gwanmun.gateway.ingress.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import org.jspecify.annotations.Nullable;

/**
 * Writes one answer: {@link #whole} at once, or {@link #begin}, parts, {@link #end}. What is written in one turn of the event
 * loop leaves in one system call. Used on the event loop of the call.
 */
public final class AnswerWriter {

    private static final long ANY = -1;
    private static final int NO_CONTENT = 204;
    private static final int NOT_MODIFIED = 304;

    private final ServerCall call;
    private final Carrier carrier;
    private @Nullable Runnable writable;
    private long announced = ANY;
    private boolean bodiless;
    private boolean begun;
    private boolean over;
    private boolean misjudged;
    private boolean flushPlanned;

    AnswerWriter(ServerCall call, Carrier carrier) {
        this.call = call;
        this.carrier = carrier;
    }

    /** Hears whether all of an answer reached the network. */
    @FunctionalInterface
    public interface Written {

        /** Says whether it did; if not, the client left. */
        void written(boolean whole);
    }

    /** Says whether something of the answer has been written. */
    public boolean isBegun() {
        return begun;
    }

    /** Says whether nothing more can be written: the answer is complete, or the client left. */
    public boolean isOver() {
        return over;
    }

    /** Writes a whole answer; the content belongs to the writer. */
    public void whole(int status, ByteBuf content, Written then) {
        if (over) {
            content.release();
            then.written(false);
            return;
        }
        start(status);
        HttpHeaders headers = call.responseHeaders();
        ByteBuf body = content;
        if (bodiless) {
            content.release();
            body = Unpooled.EMPTY_BUFFER;
        } else {
            headers.set(HttpHeaderNames.CONTENT_LENGTH, Integer.toString(content.readableBytes()));
            carrier.wrote(content.readableBytes());
        }
        finish(
                new DefaultFullHttpResponse(
                        HttpVersion.HTTP_1_1,
                        HttpResponseStatus.valueOf(status),
                        body,
                        headers,
                        EmptyHttpHeaders.INSTANCE),
                then);
    }

    /** Writes the head of an answer whose body follows. */
    public void begin(int status) {
        if (over) {
            return;
        }
        start(status);
        HttpHeaders headers = call.responseHeaders();
        String length = headers.get(HttpHeaderNames.CONTENT_LENGTH);
        announced = length == null || bodiless ? ANY : Long.parseLong(length);
        if (length == null && !bodiless && call.protocol().equals("HTTP/1.1")) {
            headers.set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
        }
        write(new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status), headers));
    }

    private void start(int status) {
        begun = true;
        bodiless = call.isHead() || status == NO_CONTENT || status == NOT_MODIFIED;
        carrier.complete(call, call.responseHeaders());
    }

    /** Writes a part, which belongs to the writer. A body longer than announced is cut. */
    public void part(ByteBuf part) {
        int length = part.readableBytes();
        if (over || bodiless || length == 0) {
            part.release();
            return;
        }
        if (announced != ANY) {
            if (length > announced) {
                part.release();
                misjudged = true;
                cut();
                return;
            }
            announced -= length;
        }
        carrier.wrote(length);
        write(new DefaultHttpContent(part));
    }

    /** Ends an answer that was begun. One that is shorter than announced is cut. */
    public void end(Written then) {
        if (over || announced > 0) {
            misjudged |= !over;
            cut();
            then.written(false);
            return;
        }
        finish(LastHttpContent.EMPTY_LAST_CONTENT, then);
    }

    /** Ends the call so that the client notices that its answer is not complete. */
    public void cut() {
        if (!over) {
            over = true;
            carrier.cut(call);
        }
    }

    /** Says whether the body was not as long as the head had said, which the client cannot be blamed for. */
    public boolean isMisjudged() {
        return misjudged;
    }

    /** Says whether more can be written without holding much in memory. */
    public boolean isWritable() {
        return call.channel().isWritable();
    }

    /** Has something run once, when more can be written; not any more when the client has left. */
    public void whenWritable(Runnable action) {
        writable = action;
    }

    void becameWritable() {
        Runnable action = writable;
        if (action != null) {
            writable = null;
            action.run();
        }
    }

    void left() {
        over = true;
        writable = null;
    }

    /** Answers 101; false when it is too late for that. */
    boolean switchProtocol() {
        if (begun || over || !call.isOpen()) {
            return false;
        }
        begun = true;
        over = true;
        HttpHeaders headers = call.responseHeaders();
        headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE);
        headers.set(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET);
        ChannelHandlerContext context = carrier.context();
        var unused = context.writeAndFlush(new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1,
                HttpResponseStatus.SWITCHING_PROTOCOLS,
                Unpooled.EMPTY_BUFFER,
                headers,
                EmptyHttpHeaders.INSTANCE));
        return true;
    }

    private void finish(Object last, Written then) {
        over = true;
        flushPlanned = false;
        ChannelFuture written = carrier.context().writeAndFlush(last);
        call.over();
        if (written.isDone()) {
            then.written(written.isSuccess());
        } else {
            written.addListener(done -> then.written(done.isSuccess()));
        }
        carrier.answered(call, written);
    }

    private void write(Object message) {
        ChannelHandlerContext context = carrier.context();
        var unused = context.write(message, context.voidPromise());
        if (!flushPlanned) {
            flushPlanned = true;
            context.executor().execute(this::flush);
        }
    }

    private void flush() {
        if (flushPlanned) {
            flushPlanned = false;
            carrier.context().flush();
        }
    }
}
