package io.gwanmun.gateway.integration.http;

import java.util.List;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpResponseDecoder;

/**
 * Parses responses, strictly, and hands no byte to the parser that nobody asked for: what comes before a request or after
 * the end of its response could otherwise be taken for the answer to the next request.
 */
final class LegDecoder extends HttpResponseDecoder {

    private static final int MAX_STATUS_LINE = 4096;
    private static final int MAX_HEAD = 32768;
    private static final int MAX_PART = 65536;
    private static final HttpDecoderConfig CONFIG = new HttpDecoderConfig()
            .setMaxInitialLineLength(MAX_STATUS_LINE)
            .setMaxHeaderSize(MAX_HEAD)
            .setMaxChunkSize(MAX_PART)
            .setStrictLineParsing(true)
            .setUseRfc9112TransferEncoding(true)
            .setAllowDuplicateContentLengths(false)
            .setValidateHeaders(true);

    private final LegConnection connection;

    LegDecoder(LegConnection connection) {
        super(CONFIG);
        this.connection = connection;
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) throws Exception {
        if (connection.acceptsBytes()) {
            super.decode(ctx, in, out);
        } else {
            in.skipBytes(in.readableBytes());
        }
    }

    @Override
    protected boolean isContentAlwaysEmpty(HttpMessage message) {
        return super.isContentAlwaysEmpty(message) || connection.answersHead();
    }

    @Override
    protected void handleTransferEncodingChunkedWithContentLength(HttpMessage message) {
        throw new IllegalArgumentException("Both Content-Length and Transfer-Encoding");
    }
}
