package io.gwanmun.gateway.network;

import java.util.Locale;

/**
 * What an address is for, as far as calls out of the gateway are concerned. The first kind that has an address decides; an
 * address of no kind is public.
 *
 * @see <a href="https://www.iana.org/assignments/iana-ipv4-special-registry">IANA IPv4 Special-Purpose Address Registry</a>
 * @see <a href="https://www.iana.org/assignments/iana-ipv6-special-registry">IANA IPv6 Special-Purpose Address Registry</a>
 */
enum AddressKind {
    /** Where clouds hand out credentials to whoever asks from inside: never part of another kind. */
    METADATA(
            true,
            "169.254.169.254",
            "169.254.170.2",
            "169.254.170.23",
            "100.100.100.200",
            "168.63.129.16",
            "192.0.0.192",
            "fd00:ec2::254",
            "fd00:ec2::23",
            "fd20:ce::254"),
    /** The machine itself. */
    LOOPBACK(true, "127.0.0.0/8", "::1"),
    /** The wire the machine is on. */
    LINK_LOCAL(true, "169.254.0.0/16", "fe80::/10"),
    /** Networks of one's own: RFC 1918, shared address space, unique local addresses, benchmarking. */
    PRIVATE(
            true,
            "10.0.0.0/8",
            "172.16.0.0/12",
            "192.168.0.0/16",
            "100.64.0.0/10",
            "198.18.0.0/15",
            "fc00::/7",
            "fec0::/10"),
    /** No address at all, yet many systems take it for themselves. */
    UNSPECIFIED(false, "0.0.0.0/8", "::"),
    /** Many at once. */
    MULTICAST(false, "224.0.0.0/4", "ff00::/8"),
    /** Nobody's, or a way to other addresses that cannot be seen through. */
    RESERVED(false, "240.0.0.0/4", "192.0.0.0/24", "64:ff9b:1::/48", "100::/64", "2001::/32"),
    /** Everybody's. */
    PUBLIC(false);

    private final boolean mayBeSaid;

    @SuppressWarnings("ImmutableEnumChecker") // immutable: its arrays are never handed out
    private final AddressRanges ranges;

    AddressKind(boolean mayBeSaid, String... ranges) {
        this.mayBeSaid = mayBeSaid;
        this.ranges = AddressRanges.of(ranges);
    }

    static AddressKind of(IpAddress address) {
        for (AddressKind kind : values()) {
            if (kind.ranges.contains(address)) {
                return kind;
            }
        }
        return PUBLIC;
    }

    /** Returns whether people allow the kind by its word; the others they allow by ranges. */
    boolean mayBeSaid() {
        return mayBeSaid;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
