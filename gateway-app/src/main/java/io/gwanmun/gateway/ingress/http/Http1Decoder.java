package io.gwanmun.gateway.ingress.http;

import java.util.List;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;

/** Netty's decoder of requests, which also tells whether it stands inside a head, and counts what it has read. */
final class Http1Decoder extends HttpRequestDecoder {

    private static final int LARGEST_PART = 64 * 1024;

    private final ChunkSizes sizes = new ChunkSizes();
    private long bytes;
    private boolean between = true;
    private boolean chunked;
    private boolean broken;
    private boolean inHead;

    Http1Decoder(ServerLimits limits) {
        super(new HttpDecoderConfig()
                .setMaxInitialLineLength(limits.requestLine())
                .setMaxHeaderSize(limits.head())
                .setMaxChunkSize(LARGEST_PART));
    }

    /** Says whether a head has begun and not ended. */
    boolean isInHead() {
        return inHead;
    }

    /** Returns how many bytes were read of requests. */
    long bytes() {
        return bytes;
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) throws Exception {
        int start = in.readerIndex();
        int known = out.size();
        if (broken) {
            in.skipBytes(in.readableBytes());
        } else if (chunked && !sizes.isSound(in)) {
            broken = true;
            in.skipBytes(in.readableBytes());
            out.add(unreadable());
        } else {
            super.decode(context, in, out);
        }
        int read = in.readerIndex() - start;
        bytes += read;
        if (chunked) {
            sizes.read(read);
        }
        if (out.size() > known) {
            Object last = out.get(out.size() - 1);
            between = last instanceof LastHttpContent;
            chunked = !between && (chunked || last instanceof HttpRequest head && isChunked(head));
            inHead = false;
        } else if (between) {
            inHead = true;
        }
    }

    private boolean isChunked(HttpRequest head) {
        sizes.begin();
        return HttpUtil.isTransferEncodingChunked(head);
    }

    private static HttpContent unreadable() {
        HttpContent content = new DefaultLastHttpContent(Unpooled.EMPTY_BUFFER);
        content.setDecoderResult(
                DecoderResult.failure(new IllegalArgumentException("the size of a chunk is too long")));
        return content;
    }

    /** One space stands before each part of the request line but the first (RFC 9112, section 3); Netty takes more, and tabs. */
    @Override
    protected String splitSecondWordInitialLine(byte[] line, int start, int length) {
        checkSpace(line, start);
        return super.splitSecondWordInitialLine(line, start, length);
    }

    /** The name of the protocol is not to be spelled in another case (RFC 9112, section 2.3). */
    @Override
    protected String splitThirdWordInitialLine(byte[] line, int start, int length) {
        checkSpace(line, start);
        if (line[start] != 'H') {
            throw new IllegalArgumentException("the version does not begin with HTTP");
        }
        return super.splitThirdWordInitialLine(line, start, length);
    }

    private static void checkSpace(byte[] line, int start) {
        if (start < 2 || line[start - 1] != ' ' || line[start - 2] <= ' ' && line[start - 2] >= 0) {
            throw new IllegalArgumentException("the parts of the request line are not one space apart");
        }
    }

    @Override
    protected HttpMessage createInvalidMessage() {
        return ServerCall.unread();
    }
}
