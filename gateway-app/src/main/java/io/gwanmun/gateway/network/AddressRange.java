package io.gwanmun.gateway.network;

import org.jspecify.annotations.Nullable;

/**
 * One range of addresses, such as {@code 10.0.0.0/8} or {@code 2001:db8::/32}; an address without a prefix is a range of one.
 *
 * @param first its first address
 * @param prefix how many bits all of its addresses share, counted in 128 bits also for IPv4
 */
public record AddressRange(IpAddress first, int prefix) {

    private static final String WANTED = "an address or a range such as 10.0.0.0/8 or 2001:db8::/32";

    /**
     * Reads a range.
     *
     * @throws IllegalArgumentException with what is expected, when the text is none
     */
    public static AddressRange parse(String text) {
        int slash = text.indexOf('/');
        String written = slash < 0 ? text : text.substring(0, slash);
        IpAddress address = IpAddress.parse(written);
        if (address == null) {
            throw unfit(text, whyNot(written));
        }
        boolean v4 = written.indexOf(':') < 0;
        if (slash < 0) {
            return new AddressRange(address, IpAddress.BITS);
        }
        int most = v4 ? IpAddress.BITS - IpAddress.BITS_BEFORE_V4 : IpAddress.BITS;
        int bits = prefix(text.substring(slash + 1), most);
        if (bits < 0) {
            throw unfit(text, "a prefix from /0 to /" + most);
        }
        int prefix = v4 ? bits + IpAddress.BITS_BEFORE_V4 : bits;
        IpAddress first = address.first(prefix);
        if (!first.equals(address)) {
            throw unfit(
                    text,
                    "no bits behind the prefix: " + new AddressRange(first, prefix) + " for the range, " + address
                            + " for the one address");
        }
        return new AddressRange(first, prefix);
    }

    private static String whyNot(String written) {
        if (written.indexOf('%') >= 0) {
            return "an address without a zone (%)";
        }
        if (written.matches("[0-9.]+") && written.matches("(.*\\.)?0[0-9].*")) {
            return "an address without leading zeros, such as 10.0.0.1";
        }
        return WANTED + (written.matches(".*[g-zG-Z].*") ? ", not a name" : "");
    }

    private static IllegalArgumentException unfit(String text, String expected) {
        return new IllegalArgumentException("range: " + text + " (expected: " + expected + ")");
    }

    private static int prefix(String digits, int most) {
        if (!digits.matches("0|[1-9][0-9]{0,2}")) {
            return -1;
        }
        int bits = Integer.parseInt(digits);
        return bits <= most ? bits : -1;
    }

    boolean isOneAddress() {
        return prefix == IpAddress.BITS;
    }

    /** Returns whether it is a range of IPv4. */
    public boolean isV4() {
        return first.isV4() && prefix >= IpAddress.BITS_BEFORE_V4;
    }

    /** Returns a bit of the first address, from 0 for the highest of 128; IPv4 stands in the IPv4-mapped form. */
    public int bit(int place) {
        long half = place < Long.SIZE ? first.high() : first.low();
        return (int) (half >>> Long.SIZE - 1 - place % Long.SIZE & 1);
    }

    IpAddress last() {
        return first.last(prefix);
    }

    boolean contains(@Nullable IpAddress address) {
        return address != null && address.first(prefix).equals(first);
    }

    @Override
    public String toString() {
        if (isOneAddress()) {
            return first.toString();
        }
        return first + "/" + (isV4() ? prefix - IpAddress.BITS_BEFORE_V4 : prefix);
    }
}
