package io.gwanmun.gateway.network;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.gwanmun.gateway.pipeline.Origin;

import static org.assertj.core.api.Assertions.assertThat;

class ClientAddressesTest {

    private static final String PEER = "10.0.0.1";

    private final ClientAddresses addresses = Networks.addresses("{trustedProxies: [10.0.0.0/24, \"fd00::/64\"]}");
    private final HttpHeaders headers = new DefaultHttpHeaders();

    private Origin origin(String peer) {
        try {
            return addresses.resolve(InetAddress.getByName(peer), "http", headers);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "203.0.113.5 | X-Forwarded-For | 127.0.0.1",
                "203.0.113.5 | X-Forwarded-For | 10.0.0.1, 127.0.0.1:80",
                "203.0.113.5 | X-Forwarded-For | ::1",
                "203.0.113.5 | Forwarded       | for=127.0.0.1;proto=https;host=evil",
                "203.0.113.5 | Forwarded       | for=_hidden",
                "203.0.113.5 | X-Forwarded-Host | evil",
                "203.0.113.5 | X-Forwarded-Proto | https",
                "10.0.1.0    | X-Forwarded-For | 127.0.0.1",
                "9.255.255.255 | X-Forwarded-For | 127.0.0.1",
                "fd00:0:0:1:: | X-Forwarded-For | 127.0.0.1"
            })
    void originWhenPeerIsNotTrustedThenHeadersSayNothing(String peer, String name, String value) throws Exception {
        headers.add(name, value);

        Origin origin = origin(peer);

        assertThat(origin.address()).isEqualTo(InetAddress.getByName(peer));
        assertThat(origin)
                .extracting(Origin::scheme, Origin::host, Origin::viaProxy)
                .containsExactly("http", null, false);
        assertThat(origin.proxies()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "203.0.113.9                                | 203.0.113.9 |",
                "127.0.0.1                                  | 127.0.0.1 |",
                "127.0.0.1, 203.0.113.9                     | 203.0.113.9 |",
                "127.0.0.1,203.0.113.9,10.0.0.7             | 203.0.113.9 | 10.0.0.7, ",
                "203.0.113.9, 10.0.0.8 ,10.0.0.255          | 203.0.113.9 | 10.0.0.8, 10.0.0.255, ",
                "203.0.113.9, 10.0.1.0, 10.0.0.7            | 10.0.1.0 | 10.0.0.7, ",
                "10.0.0.5, 10.0.0.6                         | 10.0.0.5 | 10.0.0.6, ",
                "203.0.113.9:4711                           | 203.0.113.9 |",
                "2001:db8::9                                | 2001:db8::9 |",
                "[2001:db8::9]                              | 2001:db8::9 |",
                "[2001:DB8:0:0::9]:4711                     | 2001:db8::9 |",
                "::ffff:203.0.113.9                         | 203.0.113.9 |",
                "203.0.113.9, ::ffff:10.0.0.7               | 203.0.113.9 | 10.0.0.7, ",
                "203.0.113.9, fd00::7                       | 203.0.113.9 | fd00::7, "
            })
    void originWhenProxyIsTrustedThenFirstUntrustedFromTheRight(String list, String client, String proxies) {
        headers.add("X-Forwarded-For", list);

        Origin origin = origin(PEER);

        assertThat(origin.text()).isEqualTo(client);
        assertThat(origin.viaProxy()).isTrue();
        assertThat(String.join(", ", origin.proxies())).isEqualTo((proxies == null ? "" : proxies + " ") + PEER);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "127.0.0.1, unknown",
                "127.0.0.1, _hidden",
                "127.0.0.1, ''",
                "127.0.0.1, garbage",
                "127.0.0.1, 10.0.0.1.evil.com",
                "127.0.0.1, 010.0.0.9",
                "127.0.0.1, 0x7f.1",
                "127.0.0.1, 2130706433",
                "127.0.0.1, 203.0.113.9:",
                "127.0.0.1, 203.0.113.9:123456",
                "127.0.0.1, 203.0.113.9:8a",
                "127.0.0.1, [203.0.113.9]x",
                "127.0.0.1, [203.0.113.9]",
                "127.0.0.1, [2001:db8::9",
                "127.0.0.1, [2001:db8::9]4711",
                "127.0.0.1, fe80::1%eth0",
                "127.0.0.1, for=203.0.113.9",
                "127.0.0.1, 203.0.113.9 10.0.0.7",
                "127.0.0.1,"
            })
    void originWhenAnElementIsMalformedThenTheProxyThatWroteItCounts(String list) {
        headers.add("X-Forwarded-For", list.replace("''", ""));
        assertThat(origin(PEER).text()).isEqualTo(PEER);
        assertThat(origin(PEER).proxies()).isEmpty();

        headers.set("X-Forwarded-For", list.replace("''", "") + ", 10.0.0.7");
        assertThat(origin(PEER).text()).isEqualTo("10.0.0.7");
        assertThat(origin(PEER).proxies()).containsExactly(PEER);
    }

    @Test
    void originWhenThereAreSeveralLinesThenTheyAreOneList() {
        headers.add("X-Forwarded-For", "127.0.0.1, 203.0.113.9").add("X-Forwarded-For", "10.0.0.7");

        assertThat(origin(PEER).text()).isEqualTo("203.0.113.9");
    }

    @Test
    void originWhenThereIsNoHeaderThenTheProxyItself() {
        assertThat(origin(PEER).text()).isEqualTo(PEER);
        assertThat(origin(PEER).proxies()).isEmpty();
    }

    @Test
    void originWhenThereAreAThousandEntriesThenOnlyTheTrustedOnesAreRead() {
        headers.add("X-Forwarded-For", "garbage, ".repeat(1000) + "203.0.113.9");
        assertThat(origin(PEER).text()).isEqualTo("203.0.113.9");
        assertThat(origin("203.0.113.5").text()).isEqualTo("203.0.113.5");
    }

    @ParameterizedTest
    @CsvSource({"49, 203.0.113.9, 50", "50, 10.0.0.2, 50", "1000, 10.0.0.2, 50"})
    void originWhenProxiesGoOnThenTheFiftiethInARowIsTheLast(int proxies, String client, int shown) {
        String list = IntStream.range(0, proxies).mapToObj(i -> ", 10.0.0.2").collect(Collectors.joining());
        headers.add("X-Forwarded-For", "203.0.113.9" + list);

        assertThat(origin(PEER).text()).isEqualTo(client);
        assertThat(origin(PEER).proxies()).hasSize(shown);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "for=203.0.113.9                                     | 203.0.113.9",
                "For=203.0.113.9; Proto=https ;host=a.example        | 203.0.113.9",
                "for=127.0.0.1, for=203.0.113.9                      | 203.0.113.9",
                "for=127.0.0.1,for=203.0.113.9, for=10.0.0.7         | 203.0.113.9",
                "for=\"[2001:db8::9]:4711\"                          | 2001:db8::9",
                "for=\"203.0.113.9:_port\"                           | 203.0.113.9",
                "by=\"a, b\\\", for=127.0.0.1\";for=203.0.113.9      | 203.0.113.9",
                "for=\"127.0.0.1, for=203.0.113.9                    | 203.0.113.9",
                "for=unknown, for=10.0.0.7                           | 10.0.0.7",
                "for=_hidden, for=10.0.0.7                           | 10.0.0.7",
                "for=127.0.0.1, for=203.0.113.9;for=127.0.0.1        | 10.0.0.1",
                "for=127.0.0.1, for=\"203.0.113.9                    | 10.0.0.1",
                "for=127.0.0.1, proto=https                          | 10.0.0.1",
                "for=127.0.0.1, 203.0.113.9                          | 10.0.0.1",
                "for=127.0.0.1, for=                                 | 10.0.0.1",
                "for=127.0.0.1, for=\"203.0.113.9\"x                 | 10.0.0.1",
                "for=127.0.0.1, =203.0.113.9                         | 10.0.0.1"
            })
    void originWhenForwardedIsSentThenReadTheSameWay(String value, String client) {
        headers.add("Forwarded", value);

        assertThat(origin(PEER).text()).isEqualTo(client);
    }

    @Test
    void originWhenBothAreSentThenXForwardedForWins() {
        headers.add("X-Forwarded-For", "203.0.113.9").add("Forwarded", "for=127.0.0.1;proto=https;host=evil");

        assertThat(origin(PEER))
                .extracting(Origin::text, Origin::scheme, Origin::host)
                .containsExactly("203.0.113.9", "http", null);
    }

    @ParameterizedTest
    @CsvSource({"x-forwarded, 203.0.113.9", "forwarded, 198.51.100.3", "both, 203.0.113.9"})
    void originWhenOneFamilyIsChosenThenTheOtherIsNotRead(String read, String client) {
        Networks.change(addresses, "{trustedProxies: [10.0.0.1], forwardedHeaders: {read: " + read + "}}");
        headers.add("X-Forwarded-For", "203.0.113.9").add("Forwarded", "for=198.51.100.3");

        assertThat(origin(PEER).text()).isEqualTo(client);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "203.0.113.9           | https       | a.example       | https | a.example",
                "203.0.113.9           | HTTPS       | a.example:8443  | https | a.example:8443",
                "203.0.113.9           | ftp         | a b             | http  |",
                "203.0.113.9           | ''          | ''              | http  |",
                "203.0.113.9           | http, https | evil, a.example | https | a.example",
                "203.0.113.9, 10.0.0.7 | https, http | evil, a.example, b | https | a.example",
                "203.0.113.9, 10.0.0.7 | https       | a.example       | https | a.example",
                "203.0.113.9           | https       | [2001:db8::1]:8 | https | [2001:db8::1]:8",
                "203.0.113.9           | https       | a@b             | https |",
                "203.0.113.9           | https       | a/b             | https |",
                "203.0.113.9           | https       | a.example:65535 | https | a.example:65535",
                "203.0.113.9           | https       | a.example:65536 | https |",
                "203.0.113.9           | https       | -a              | https |"
            })
    void originWhenSchemeAndHostAreSentThenThoseOfTheOutermostTrustedProxyAndOnlyWellFormed(
            String list, String proto, String host, String scheme, String authority) {
        headers.add("X-Forwarded-For", list).add("X-Forwarded-Proto", proto).add("X-Forwarded-Host", host);

        assertThat(origin(PEER))
                .extracting(Origin::text, Origin::scheme, Origin::host)
                .containsExactly("203.0.113.9", scheme, authority);
    }

    @Test
    void originWhenForwardedSaysSchemeAndHostThenThoseOfTheElementThatCounts() {
        headers.add(
                "Forwarded", "for=1.1.1.1;host=evil;proto=http, for=203.0.113.9;proto=https;host=\"a.example:8443\"");
        headers.add("X-Forwarded-Host", "passed-through");

        assertThat(origin(PEER)).extracting(Origin::scheme, Origin::host).containsExactly("https", "a.example:8443");
    }

    @Test
    void peerWhenNotTrustedThenOneOriginForAllItsRequests() throws Exception {
        ClientAddresses.Peer peer = addresses.peer(InetAddress.getByName("203.0.113.5"), "https");

        assertThat(peer.origin(headers)).isSameAs(peer.origin(headers.add("X-Forwarded-For", "1.1.1.1")));
        assertThat(peer.origin(headers).scheme()).isEqualTo("https");
    }

    @Test
    void peerWhenTrustChangesThenFollowsOnTheSameConnection() throws Exception {
        ClientAddresses.Peer peer = addresses.peer(InetAddress.getByName(PEER), "http");
        headers.add("X-Forwarded-For", "203.0.113.9");
        assertThat(peer.origin(headers).text()).isEqualTo("203.0.113.9");

        Networks.change(addresses, "{trustedProxies: [10.0.0.2]}");
        assertThat(peer.origin(headers).text()).isEqualTo(PEER);
        assertThat(addresses.trusts(InetAddress.getByName(PEER))).isFalse();

        Networks.change(addresses, "{trustedProxies: [10.0.0.1]}");
        assertThat(peer.origin(headers).text()).isEqualTo("203.0.113.9");
        assertThat(addresses.trusts(InetAddress.getByName(PEER))).isTrue();
    }
}
