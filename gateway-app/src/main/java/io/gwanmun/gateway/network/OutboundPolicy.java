package io.gwanmun.gateway.network;

import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import io.gwanmun.gateway.api.Revision;

/**
 * Where the gateway may connect to: public addresses, and what {@code network.outbound.allow} says besides. A policy of one
 * revision; equal ones allow the same.
 *
 * <p>An address that carries an IPv4 address (IPv4-mapped and IPv4-compatible, NAT64, 6to4) is what that one is. Addresses
 * where clouds hand out credentials are allowed by the word {@code metadata} or by that very address, never by a wider range.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc6052">RFC 6052, NAT64</a>
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc3056">RFC 3056, 6to4</a>
 */
public final class OutboundPolicy {

    private static final AddressRange NAT64 = AddressRange.parse("64:ff9b::/96");
    private static final AddressRange SIX_TO_FOUR = AddressRange.parse("2002::/16");
    private static final AddressRange COMPATIBLE = AddressRange.parse("::/96");
    /** Of the IPv4-compatible addresses, those that are not {@code ::} and {@code ::1}. */
    private static final long FIRST_COMPATIBLE = 0x0100_0000L;

    private final Set<AddressKind> kinds;
    private final AddressRanges ranges;
    private final AddressRanges alone;
    private final String written;

    private OutboundPolicy(List<OutboundAllowance> allow) {
        kinds = allow.stream()
                .map(OutboundAllowance::kind)
                .filter(Objects::nonNull)
                .collect(Collectors.toUnmodifiableSet());
        List<AddressRange> said = allow.stream()
                .map(OutboundAllowance::range)
                .filter(Objects::nonNull)
                .toList();
        ranges = AddressRanges.of(said);
        alone = AddressRanges.of(
                said.stream().filter(AddressRange::isOneAddress).toList());
        written = allow.stream().map(entry -> quoted(entry.toString()) + ", ").collect(Collectors.joining());
    }

    /** Returns the policy that entries make, as people write them under {@code allow}. */
    public static OutboundPolicy allowing(String... entries) {
        return new OutboundPolicy(
                List.of(entries).stream().map(OutboundAllowance::parse).toList());
    }

    /** Returns the policy of a revision. */
    public static OutboundPolicy of(Revision revision) {
        return new OutboundPolicy(NetworkSource.of(revision).outbound());
    }

    /** Returns the policy of a revision, null when what is written of it has mistakes of its own. */
    public static @Nullable OutboundPolicy find(Revision revision) {
        boolean spoilt = revision.isWritten(NetworkReader.NETWORK) && revision.find(NetworkReader.NETWORK) == null;
        return spoilt ? null : of(revision);
    }

    /** Says whether the gateway may connect to an address. */
    public boolean allows(InetAddress address) {
        return allows(IpAddress.of(address));
    }

    private boolean allows(IpAddress address) {
        IpAddress meant = carried(address);
        AddressKind kind = AddressKind.of(meant);
        if (kind == AddressKind.PUBLIC || kinds.contains(kind)) {
            return true;
        }
        AddressRanges said = kind == AddressKind.METADATA ? alone : ranges;
        return said.contains(meant) || said.contains(address);
    }

    /**
     * Returns why a host of a URL is refused already as it is written: a literal address that is not allowed, or a name of the
     * machine itself. Null when nothing is wrong with it, or when only looking the name up can tell.
     *
     * @param host the host without brackets
     */
    public @Nullable Refused whyNot(String host) {
        String name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
        if (isLocalhost(name)) {
            boolean allowed = allows(IpAddress.ofV4(0x7f00_0001)) || allows(new IpAddress(0, 1));
            return allowed ? null : new Refused("a name of this very machine", written + AddressKind.LOOPBACK.word());
        }
        IpAddress literal = IpAddress.parse(host);
        return literal == null || allows(literal) ? null : refused(literal);
    }

    /**
     * Says whether a host looks like an address without being one beyond doubt, such as {@code 2130706433}, {@code 0x7f.1},
     * {@code 127.1} or {@code 010.0.0.1}: programs differ in what they take it for.
     *
     * @param host the host without brackets
     */
    public static boolean isAmbiguous(String host) {
        String name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
        String last = name.substring(name.lastIndexOf('.') + 1);
        boolean meant = name.indexOf(':') >= 0 || last.matches("[0-9]+|0[xX][0-9A-Fa-f]*");
        return meant && IpAddress.parse(host) == null;
    }

    /** Returns what an address is that was refused, and how to allow it. */
    public Refused refused(InetAddress address) {
        return refused(IpAddress.of(address));
    }

    private Refused refused(IpAddress address) {
        IpAddress meant = carried(address);
        AddressKind kind = AddressKind.of(meant);
        String what = switch (kind) {
            case METADATA -> "an address where a cloud hands out credentials";
            case LOOPBACK -> "an address of this very machine";
            case LINK_LOCAL -> "a link-local address";
            case PRIVATE -> "a private address";
            case UNSPECIFIED, MULTICAST, RESERVED -> "an address of no single machine";
            case PUBLIC -> "a public address";
        };
        return new Refused(what, written + quoted(kind.mayBeSaid() ? kind.word() : meant.toString()));
    }

    private static String quoted(String entry) {
        return entry.indexOf(':') < 0 ? entry : '"' + entry + '"';
    }

    private static boolean isLocalhost(String name) {
        String small = name.toLowerCase(Locale.ROOT);
        return small.equals("localhost") || small.endsWith(".localhost");
    }

    /** Returns the IPv4 address that an address of IPv6 leads to, else the address itself. */
    private static IpAddress carried(IpAddress address) {
        if (NAT64.contains(address)) {
            return IpAddress.ofV4((int) address.low());
        }
        if (SIX_TO_FOUR.contains(address)) {
            return IpAddress.ofV4((int) (address.high() >>> 16));
        }
        boolean compatible = COMPATIBLE.contains(address) && address.low() >= FIRST_COMPATIBLE;
        return compatible ? IpAddress.ofV4((int) address.low()) : address;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof OutboundPolicy policy
                && kinds.equals(policy.kinds)
                && ranges.equals(policy.ranges)
                && alone.equals(policy.alone);
    }

    @Override
    public int hashCode() {
        return Objects.hash(kinds, ranges);
    }

    /**
     * Why an address is refused.
     *
     * @param what what it is, with its article
     * @param allow all that {@code allow} would have to hold, with what it holds already
     */
    public record Refused(String what, String allow) {

        /** Returns what to write so that it is allowed. */
        public String remedy() {
            return "network: {outbound: {allow: [" + allow + "]}}";
        }
    }
}
