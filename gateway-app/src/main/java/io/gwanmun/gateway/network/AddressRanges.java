package io.gwanmun.gateway.network;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A set of addresses, given as ranges of IPv4 and IPv6. An IPv4 address and its IPv4-mapped form ({@code ::ffff:10.0.0.1}) are
 * the same address; a range of IPv6 that is wider than that form, such as {@code ::/0}, holds no IPv4 address.
 *
 * <p>The ranges are kept as sorted intervals that do not touch, so a look-up is one binary search. Immutable.
 */
public final class AddressRanges {

    /** No address. */
    public static final AddressRanges NONE = new AddressRanges(List.of());

    private static final AddressRange IPV4 = new AddressRange(IpAddress.ofV4(0), IpAddress.BITS_BEFORE_V4);

    private final long[] firstHigh;
    private final long[] firstLow;
    private final long[] lastHigh;
    private final long[] lastLow;

    private AddressRanges(List<Interval> apart) {
        firstHigh = apart.stream().mapToLong(one -> one.first().high()).toArray();
        firstLow = apart.stream().mapToLong(one -> one.first().low()).toArray();
        lastHigh = apart.stream().mapToLong(one -> one.last().high()).toArray();
        lastLow = apart.stream().mapToLong(one -> one.last().low()).toArray();
    }

    /**
     * Returns the addresses of ranges as people write them.
     *
     * @throws IllegalArgumentException with what is expected, when one of them is no range
     */
    public static AddressRanges of(String... ranges) {
        return of(Stream.of(ranges).map(AddressRange::parse).toList());
    }

    static AddressRanges of(Collection<AddressRange> ranges) {
        return ranges.isEmpty() ? NONE : new AddressRanges(apart(ranges));
    }

    /** Returns whether there is none. */
    public boolean isEmpty() {
        return firstHigh.length == 0;
    }

    /** Returns whether an address is one of these. */
    public boolean contains(InetAddress address) {
        if (isEmpty()) {
            return false;
        }
        if (address instanceof Inet4Address v4) {
            // Apart and without a loop, so that the compiler needs no array for it.
            byte[] bytes = v4.getAddress();
            int bits = bytes[0] << 24 | (bytes[1] & 0xff) << 16 | (bytes[2] & 0xff) << 8 | bytes[3] & 0xff;
            return contains(0, bits & 0xffff_ffffL | 0xffff_0000_0000L);
        }
        return contains(IpAddress.of(address));
    }

    boolean contains(IpAddress address) {
        return contains(address.high(), address.low());
    }

    private boolean contains(long high, long low) {
        int from = 0;
        int to = firstHigh.length - 1;
        while (from <= to) {
            int middle = from + to >>> 1;
            if (isBefore(high, low, firstHigh[middle], firstLow[middle])) {
                to = middle - 1;
            } else if (isBefore(lastHigh[middle], lastLow[middle], high, low)) {
                from = middle + 1;
            } else {
                return true;
            }
        }
        return false;
    }

    private static boolean isBefore(long high, long low, long otherHigh, long otherLow) {
        return high == otherHigh ? Long.compareUnsigned(low, otherLow) < 0 : Long.compareUnsigned(high, otherHigh) < 0;
    }

    private static List<Interval> apart(Collection<AddressRange> ranges) {
        List<Interval> sorted = ranges.stream()
                .flatMap(AddressRanges::intervals)
                .sorted(Comparator.comparing(Interval::first))
                .toList();
        List<Interval> apart = new ArrayList<>();
        for (Interval next : sorted) {
            Interval before = apart.isEmpty() ? null : apart.get(apart.size() - 1);
            if (before != null && before.reaches(next)) {
                apart.set(apart.size() - 1, before.with(next));
            } else {
                apart.add(next);
            }
        }
        return apart;
    }

    private static Stream<Interval> intervals(AddressRange range) {
        boolean aroundV4 = range.prefix() < IPV4.prefix() && range.contains(IPV4.first());
        return aroundV4
                ? Stream.of(
                        new Interval(range.first(), IPV4.first().previous()),
                        new Interval(IPV4.last().next(), range.last()))
                : Stream.of(new Interval(range.first(), range.last()));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AddressRanges ranges
                && Arrays.equals(firstHigh, ranges.firstHigh)
                && Arrays.equals(firstLow, ranges.firstLow)
                && Arrays.equals(lastHigh, ranges.lastHigh)
                && Arrays.equals(lastLow, ranges.lastLow);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(firstLow) + Arrays.hashCode(lastLow);
    }

    /** All addresses from the first to the last, both included. */
    private record Interval(IpAddress first, IpAddress last) {

        boolean reaches(Interval next) {
            boolean toTheEnd = last.high() == -1 && last.low() == -1;
            return toTheEnd || next.first.compareTo(last.next()) <= 0;
        }

        Interval with(Interval next) {
            return last.compareTo(next.last) >= 0 ? this : new Interval(first, next.last);
        }
    }
}
