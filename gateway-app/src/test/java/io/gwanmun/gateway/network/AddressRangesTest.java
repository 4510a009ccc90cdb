package io.gwanmun.gateway.network;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class AddressRangesTest {

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8,            9.255.255.255,   false",
        "10.0.0.0/8,            10.0.0.0,        true",
        "10.0.0.0/8,            10.255.255.255,  true",
        "10.0.0.0/8,            11.0.0.0,        false",
        "192.0.2.4/30,          192.0.2.3,       false",
        "192.0.2.4/30,          192.0.2.4,       true",
        "192.0.2.4/30,          192.0.2.7,       true",
        "192.0.2.4/30,          192.0.2.8,       false",
        "192.0.2.7,             192.0.2.6,       false",
        "192.0.2.7,             192.0.2.7,       true",
        "192.0.2.7,             192.0.2.8,       false",
        "192.0.2.7/32,          192.0.2.7,       true",
        "0.0.0.0/0,             0.0.0.0,         true",
        "0.0.0.0/0,             255.255.255.255, true",
        "0.0.0.0/0,             ::1,             false",
        "128.0.0.0/1,           127.255.255.255, false",
        "128.0.0.0/1,           255.255.255.255, true",
        "2001:db8::/32,         2001:db7:ffff:ffff:ffff:ffff:ffff:ffff, false",
        "2001:db8::/32,         2001:db8::,      true",
        "2001:db8::/32,         2001:db8:ffff:ffff:ffff:ffff:ffff:ffff, true",
        "2001:db8::/32,         2001:db9::,      false",
        "2001:db8::8/125,       2001:db8::7,     false",
        "2001:db8::8/125,       2001:db8::8,     true",
        "2001:db8::8/125,       2001:db8::f,     true",
        "2001:db8::8/125,       2001:db8::10,    false",
        "2001:db8:0:1::/64,     2001:db8:0:1:ffff:ffff:ffff:ffff, true",
        "2001:db8:0:1::/64,     2001:db8:0:2::,  false",
        "::/0,                  ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff, true",
        "::/0,                  ::,              true",
        "::/0,                  10.0.0.1,        false",
        "::/0,                  ::fffe:ffff:ffff, true",
        "::/0,                  ::1:0:0:0,       true",
        "::ffff:10.0.0.0/104,   10.1.2.3,        true",
        "::ffff:10.0.0.0/104,   11.0.0.0,        false",
        "::ffff:0:0/96,         255.255.255.255, true"
    })
    void containsWhenAtTheEndsOfARangeThenExact(String range, String address, boolean inside) throws Exception {
        assertThat(AddressRanges.of(range).contains(InetAddress.getByName(address)))
                .isEqualTo(inside);
    }

    @Test
    void containsWhenAddressIsIpv4MappedThenItIsTheIpv4Address() throws Exception {
        byte[] mapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1, 10, 0, 0, 1};
        InetAddress address = Inet6Address.getByAddress(null, mapped, -1);

        assertThat(address).isInstanceOf(Inet6Address.class);
        assertThat(AddressRanges.of("10.0.0.0/8").contains(address)).isTrue();
        assertThat(AddressRanges.of("::/0").contains(address)).isFalse();
    }

    @Test
    void containsWhenThereIsNoneThenNothing() throws Exception {
        assertThat(AddressRanges.NONE.isEmpty()).isTrue();
        assertThat(AddressRanges.NONE.contains(InetAddress.getByName("::"))).isFalse();
        assertThat(AddressRanges.NONE.contains(InetAddress.getByName("0.0.0.0")))
                .isFalse();
    }

    @Test
    void containsWhenThereAreManyThenAsIfEachWasLookedAt() throws Exception {
        Random random = new Random(7);
        for (int round = 0; round < 50; round++) {
            List<AddressRange> ranges = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                int prefix = random.nextInt(8, 17);
                ranges.add(new AddressRange(address(random).first(prefix + 96), prefix + 96));
            }
            AddressRanges all = AddressRanges.of(ranges);
            for (int i = 0; i < 200; i++) {
                IpAddress address =
                        i % 2 == 0 ? address(random) : ranges.get(i % 40).last().next();
                assertThat(all.contains(address.toInetAddress()))
                        .as("%s in %s", address, ranges)
                        .isEqualTo(ranges.stream().anyMatch(range -> range.contains(address)));
            }
        }
    }

    private static IpAddress address(Random random) {
        return IpAddress.ofV4(random.nextInt());
    }

    @Test
    void equalsWhenRangesSayTheSameThenEqual() {
        assertThat(AddressRanges.of("10.0.0.0/9", "10.128.0.0/9"))
                .isEqualTo(AddressRanges.of("10.0.0.0/8", "10.7.0.0/16"))
                .hasSameHashCodeAs(AddressRanges.of("10.0.0.0/8"))
                .isNotEqualTo(AddressRanges.of("10.0.0.0/7"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "10.0.0.0/33           | a prefix from /0 to /32",
                "10.0.0.0/             | a prefix from /0 to /32",
                "10.0.0.0/08           | a prefix from /0 to /32",
                "10.0.0.0/-1           | a prefix from /0 to /32",
                "2001:db8::/129        | a prefix from /0 to /128",
                "10.0.0.1/8            | no bits behind the prefix: 10.0.0.0/8 for the range, 10.0.0.1 for the one address",
                "2001:db8::1/64        | no bits behind the prefix: 2001:db8::/64 for the range",
                "10.0.0.1.evil.com     | not a name",
                "localhost             | not a name",
                "fe80::1%eth0          | without a zone",
                "fe80::%1/64           | without a zone",
                "[::1]                 | an address or a range such as",
                "010.0.0.1             | without leading zeros",
                "10.0.0                | an address or a range such as",
                "10.0.0.256            | an address or a range such as",
                "1.2.3.4.5             | an address or a range such as",
                "2130706433            | an address or a range such as",
                "0x7f.1                | not a name",
                "10.0.0.0-10.0.0.9     | an address or a range such as",
                "10.0.0.*              | an address or a range such as",
                ":::1                  | an address or a range such as",
                "1::2::3               | an address or a range such as"
            })
    void ofWhenItIsNoRangeThenSaysWhatIsExpected(String text, String expected) {
        assertThatThrownBy(() -> AddressRanges.of(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("range: " + text + " (expected: ")
                .hasMessageContaining(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.0/8", "192.0.2.7", "2001:db8::/32", "::/0", "::1", "0.0.0.0/0", "fe80::/10"})
    void toStringWhenReadThenAsWritten(String text) {
        assertThat(AddressRange.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @CsvSource({"2001:DB8:0:0:0:0:0:1, 2001:db8::1", "::ffff:192.0.2.1, 192.0.2.1", "::ffff:c000:201, 192.0.2.1"})
    void toStringWhenAnAddressHasManySpellingsThenOne(String text, String one) throws UnknownHostException {
        assertThat(AddressRange.parse(text)).hasToString(one);
        assertThat(AddressRange.parse(text).first().toInetAddress()).isEqualTo(InetAddress.getByName(one));
    }
}
