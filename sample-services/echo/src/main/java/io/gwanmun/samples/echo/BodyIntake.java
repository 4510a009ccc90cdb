package io.gwanmun.samples.echo;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

import io.netty.buffer.ByteBuf;

/** Takes in a request body of any size: counts all of it, keeps the first 64 KB. */
final class BodyIntake {

    static final int KEPT = 64 * 1024;

    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private long size;

    /** Takes a part of the body, which stays the caller's to release. */
    void take(ByteBuf part) {
        int length = part.readableBytes();
        byte[] wanted = new byte[Math.min(length, KEPT - kept.size())];
        part.getBytes(part.readerIndex(), wanted);
        kept.writeBytes(wanted);
        size += length;
    }

    /** All bytes that arrived, those not kept included. */
    long size() {
        return size;
    }

    /** The kept bytes as UTF-8; what is no UTF-8 becomes the replacement character. */
    String text() {
        return kept.toString(StandardCharsets.UTF_8);
    }
}
