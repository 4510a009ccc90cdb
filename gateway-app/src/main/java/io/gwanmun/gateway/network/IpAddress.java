package io.gwanmun.gateway.network;

import java.net.InetAddress;
import java.net.UnknownHostException;

import io.netty.util.NetUtil;
import org.jspecify.annotations.Nullable;

/**
 * An IP address as 128 bits: IPv4 in its IPv4-mapped form ({@code ::ffff:0:0/96}), so that both spellings of one address are
 * equal.
 *
 * @param high the first 64 bits
 * @param low the last 64 bits
 */
record IpAddress(long high, long low) implements Comparable<IpAddress> {

    static final int BITS = 128;
    static final int BITS_BEFORE_V4 = 96;
    private static final long MAPPED = 0xffff_0000_0000L;
    private static final int LONGEST_TEXT = 45;

    /** Returns the address of four bytes. */
    static IpAddress ofV4(int bits) {
        return new IpAddress(0, MAPPED | (bits & 0xffff_ffffL));
    }

    static IpAddress of(InetAddress address) {
        return of(address.getAddress());
    }

    private static IpAddress of(byte[] bytes) {
        return bytes.length == 4
                ? ofV4((int) bits(bytes, 0, 4))
                : new IpAddress(bits(bytes, 0, Long.BYTES), bits(bytes, Long.BYTES, Long.BYTES));
    }

    static long bits(byte[] bytes, int from, int count) {
        long bits = 0;
        for (int i = from; i < from + count; i++) {
            bits = bits << Byte.SIZE | bytes[i] & 0xff;
        }
        return bits;
    }

    /**
     * Reads an address: four decimal numbers without leading zeros, or IPv6 without brackets and zone. Nothing else is one,
     * so no text is an address here and another one for somebody else.
     *
     * @return the address, null when the text is none
     */
    static @Nullable IpAddress parse(String text) {
        if (text.length() > LONGEST_TEXT) {
            return null;
        }
        if (text.indexOf(':') < 0) {
            return parseV4(text);
        }
        boolean plain = text.indexOf('%') < 0 && text.indexOf('[') < 0 && text.indexOf(']') < 0;
        byte[] bytes = plain ? NetUtil.createByteArrayFromIpAddressString(text) : null;
        return bytes == null ? null : of(bytes);
    }

    private static @Nullable IpAddress parseV4(String text) {
        int bits = 0;
        int at = 0;
        for (int part = 0; part < 4; part++) {
            int end = part == 3 ? text.length() : text.indexOf('.', at);
            int value = end < 0 ? -1 : part(text, at, end);
            if (value < 0) {
                return null;
            }
            bits = bits << Byte.SIZE | value;
            at = end + 1;
        }
        return ofV4(bits);
    }

    private static int part(String text, int from, int to) {
        int digits = to - from;
        if (digits < 1 || digits > 3 || digits > 1 && text.charAt(from) == '0') {
            return -1;
        }
        int value = 0;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return -1;
            }
            value = value * 10 + c - '0';
        }
        return value > 255 ? -1 : value;
    }

    boolean isV4() {
        return high == 0 && low >>> 32 == 0xffff;
    }

    /** Returns the first address of the block of a prefix, counted in 128 bits. */
    IpAddress first(int prefix) {
        return new IpAddress(high & mask(Math.min(prefix, 64)), low & mask(Math.max(prefix - 64, 0)));
    }

    /** Returns the last address of the block of a prefix, counted in 128 bits. */
    IpAddress last(int prefix) {
        return new IpAddress(high | ~mask(Math.min(prefix, 64)), low | ~mask(Math.max(prefix - 64, 0)));
    }

    private static long mask(int ones) {
        return ones == 0 ? 0 : -1L << 64 - ones;
    }

    IpAddress next() {
        return new IpAddress(low == -1 ? high + 1 : high, low + 1);
    }

    IpAddress previous() {
        return new IpAddress(low == 0 ? high - 1 : high, low - 1);
    }

    @Override
    public int compareTo(IpAddress other) {
        int highs = Long.compareUnsigned(high, other.high);
        return highs != 0 ? highs : Long.compareUnsigned(low, other.low);
    }

    InetAddress toInetAddress() {
        byte[] bytes = new byte[isV4() ? 4 : 16];
        for (int i = 0; i < bytes.length; i++) {
            int shift = (bytes.length - 1 - i) * Byte.SIZE;
            bytes[i] = (byte) (shift >= 64 ? high >>> shift - 64 : low >>> shift);
        }
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("bytes: " + bytes.length + " (expected: 4 or 16)", e);
        }
    }

    /** Returns the one text of the address, by <a href="https://datatracker.ietf.org/doc/html/rfc5952">RFC 5952</a>. */
    @Override
    public String toString() {
        return NetUtil.toAddressString(toInetAddress());
    }
}
