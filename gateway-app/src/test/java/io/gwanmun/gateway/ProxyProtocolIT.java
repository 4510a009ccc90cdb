package io.gwanmun.gateway;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.gwanmun.gateway.testing.Authority;
import io.gwanmun.gateway.testing.LeakWatch;
import io.gwanmun.gateway.testing.RawClient;
import io.gwanmun.gateway.testing.RawHttp2;
import io.gwanmun.gateway.testing.Reply;
import io.gwanmun.gateway.testing.RunningGateway;
import io.gwanmun.gateway.testing.Service;
import io.gwanmun.gateway.testing.TlsClient;

import static org.assertj.core.api.Assertions.assertThat;

/** Connections of a proxy that tells the caller's address before their first byte. */
@ExtendWith(LeakWatch.class)
class ProxyProtocolIT {

    private static final String ONE = "PROXY TCP4 203.0.113.9 192.0.2.1 56324 443\r\n";
    private static final byte[] SIGNATURE = {13, 10, 13, 10, 0, 13, 10, 'Q', 'U', 'I', 'T', 10};
    private static final int LOCAL = 0x20;
    private static final int PROXY = 0x21;
    private static final int UNSPECIFIED = 0x00;
    private static final int TCP4 = 0x11;
    private static final int TCP6 = 0x21;

    private static final String HEAD = RawClient.head("GET", "/x", "Host: shop.test");
    private static final Authority AUTHORITY = Authority.named("Test CA");
    private static final TlsClient CLIENT = TlsClient.trusting(AUTHORITY);
    private static final String TRUST = "trust.yaml";

    private static final String YAML = """
            apiVersion: gateway/v1
            upstreams: {echo: {targets: ["%2$s"]}}
            certificates:
              shop:
                hosts: [shop.test]
                certificate: "${file:%1$s/shop.crt}"
                key: "${file:%1$s/shop.key}"
            apis:
              all:
                access: none
                routes: {all: {match: {path: "/{rest...}"}, to: {upstream: echo}}}
            """;

    @TempDir
    static Path secrets;

    private static Service service;
    private static RunningGateway gateway;

    @BeforeAll
    static void start() {
        service = Service.saying("ok");
        AUTHORITY.issue("shop.test").write(secrets, "shop");
        gateway = RunningGateway.with(
                YAML.formatted(secrets, service.url()),
                "--gateway.ingress.proxy-protocol=required",
                "--gateway.ingress.head-timeout=500ms",
                "--gateway.ingress.tls.port=0",
                "--gateway.ingress.tls.handshake-timeout=1s",
                "--gateway.api.secret-directories=" + secrets);
        gateway.write(TRUST, trusting("127.0.0.1"));
    }

    private static String trusting(String ranges) {
        return "apiVersion: gateway/v1\nnetwork: {trustedProxies: [" + ranges + "]}\n";
    }

    @AfterAll
    static void stop() {
        gateway.close();
        service.close();
    }

    @BeforeEach
    void forget() {
        service.forget();
    }

    /** Returns a header of version 2: addresses, ports, and what follows them. */
    private static byte[] two(int command, int family, String from, byte... more) {
        ByteArrayOutputStream addresses = new ByteArrayOutputStream();
        if (!from.isEmpty()) {
            byte[] source = bytes(from);
            addresses.writeBytes(source);
            addresses.writeBytes(new byte[source.length]);
            addresses.writeBytes(new byte[] {0x10, 0x20, 0x01, (byte) 0xBB});
        }
        addresses.writeBytes(more);
        return ByteBuffer.allocate(16 + addresses.size())
                .put(SIGNATURE)
                .put((byte) command)
                .put((byte) family)
                .putShort((short) addresses.size())
                .put(addresses.toByteArray())
                .array();
    }

    private static byte[] bytes(String address) {
        try {
            return InetAddress.getByName(address).getAddress();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] one(String header) {
        return header.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] joined(byte[] header, String request) {
        byte[] rest = one(request);
        return ByteBuffer.allocate(header.length + rest.length)
                .put(header)
                .put(rest)
                .array();
    }

    record Announced(String name, byte[] header, String caller) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<Announced> headers() {
        byte[] extension = {0x04, 0, 3, 0, 0, 0, (byte) 0xEA, 0, 2, 'i', 'd'};
        return List.of(
                new Announced("1, IPv4", one(ONE), "203.0.113.9"),
                new Announced("1, IPv6", one("PROXY TCP6 2001:db8::9 2001:db8::1 56324 443\r\n"), "2001:db8::9"),
                new Announced("1, unknown", one("PROXY UNKNOWN\r\n"), "127.0.0.1"),
                new Announced("1, unknown with more", one("PROXY UNKNOWN ffff::9 ffff::1 1 2\r\n"), "127.0.0.1"),
                new Announced("2, IPv4", two(PROXY, TCP4, "203.0.113.9"), "203.0.113.9"),
                new Announced("2, IPv6", two(PROXY, TCP6, "2001:db8::9"), "2001:db8::9"),
                new Announced("2, extensions", two(PROXY, TCP4, "203.0.113.9", extension), "203.0.113.9"),
                new Announced("2, local", two(LOCAL, UNSPECIFIED, ""), "127.0.0.1"),
                new Announced("2, local with an address", two(LOCAL, TCP4, "203.0.113.9"), "127.0.0.1"),
                new Announced("2, unspecified", two(PROXY, UNSPECIFIED, ""), "127.0.0.1"));
    }

    @ParameterizedTest
    @MethodSource("headers")
    void callWhenHeaderComesBeforeItThenItsAddressIsTheCallers(Announced announced) {
        try (RawClient client = gateway.connect()) {
            Reply reply = client.send(announced.header()).send(HEAD).reply();

            assertCaller(reply, announced.caller());
        }
        try (RawClient client = gateway.connect()) {
            client.send(joined(announced.header(), HEAD));
            assertCaller(client.reply(), announced.caller());
            assertCaller(client.send(HEAD).reply(), announced.caller());
        }
    }

    private static void assertCaller(Reply reply, String caller) {
        assertThat(reply.status()).isEqualTo(200);
        assertThat(service.seen().all("X-Forwarded-For")).containsExactly(caller);
        assertThat(gateway.logged(reply.header("X-Request-Id"))).containsEntry("client", caller);
    }

    @ParameterizedTest
    @MethodSource("headers")
    void callWhenHeaderComesInTwoPartsThenItIsReadWhole(Announced announced) {
        byte[] header = announced.header();
        for (int split : new int[] {1, 8, 14, header.length - 1}) {
            try (RawClient client = gateway.connect()) {
                client.send(java.util.Arrays.copyOf(header, Math.min(split, header.length)));
                // What an answer on another connection takes is enough for the first part to arrive alone.
                gateway.manage("/livez");
                client.send(joined(tail(header, Math.min(split, header.length)), HEAD));
                assertCaller(client.reply(), announced.caller());
            }
        }
    }

    private static byte[] tail(byte[] header, int from) {
        return java.util.Arrays.copyOfRange(header, from, header.length);
    }

    @Test
    void callWhenAnnouncedCallerSaysMoreOfItselfThenItIsNotBelieved() {
        try (RawClient client = gateway.connect()) {
            client.send(ONE + RawClient.head("GET", "/x", "X-Forwarded-For: 198.51.100.1", "X-Forwarded-Proto: https"));

            assertCaller(client.reply(), "203.0.113.9");
        }
    }

    @Test
    void callWhenAnnouncedPeerIsATrustedProxyThenItsWordCounts() {
        try (RawClient client = gateway.connect()) {
            client.send("PROXY TCP4 127.0.0.1 127.0.0.1 1 2\r\n"
                    + RawClient.head("GET", "/x", "X-Request-Id: chained", "X-Forwarded-For: 198.51.100.1"));

            assertThat(client.reply().status()).isEqualTo(200);
            assertThat(gateway.logged("chained")).containsEntry("client", "198.51.100.1");
        }
    }

    @Test
    void callInHttp2WhenHeaderComesBeforeItThenServed() {
        try (RawClient plain = gateway.connect()) {
            RawHttp2 client = RawHttp2.over(plain.send(ONE).socket());

            Reply reply = client.headers(1, RawHttp2.request("GET", "shop.test", "/x"))
                    .reply(1)
                    .asReply();
            assertCaller(reply, "203.0.113.9");
        }
    }

    @ParameterizedTest
    @MethodSource("headers")
    void callOverTlsWhenHeaderComesBeforeTheHandshakeThenServed(Announced announced) throws IOException {
        try (RawClient plain = RawClient.to(gateway.tlsPort())) {
            plain.send(announced.header());
            RawClient client = RawClient.over(CLIENT.over(plain.socket(), "shop.test", "http/1.1"));

            assertCaller(client.send(HEAD).reply(), announced.caller());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\r\n",
                "PROXY\r\n",
                "PROXY TCP4\r\n",
                "PROXY TCP4 203.0.113.9\r\n",
                "PROXY TCP4 203.0.113.9 192.0.2.1 56324\r\n",
                "PROXY TCP4 203.0.113.9 192.0.2.1 56324 65536\r\n",
                "PROXY TCP4 203.0.113.9 192.0.2.1 -1 443\r\n",
                "PROXY TCP4 203.0.113.999 192.0.2.1 56324 443\r\n",
                "PROXY TCP4 2001:db8::9 2001:db8::1 56324 443\r\n",
                "PROXY TCP6 shop.test 2001:db8::1 56324 443\r\n",
                "PROXY UDP4 203.0.113.9 192.0.2.1 56324 443\r\n",
                "proxy TCP4 203.0.113.9 192.0.2.1 56324 443\r\n",
                " PROXY TCP4 203.0.113.9 192.0.2.1 56324 443\r\n",
                "PROXY TCP4 203.0.113.9 192.0.2.1 56324 443\n",
                "\r\n\r\n\0\r\nQUIT\n\61\21\0\014abcdabcdabcd",
                "\r\n\r\n\0\r\nQUIT\n\42\21\0\014abcdabcdabcd",
                "\r\n\r\n\0\r\nQUIT\n\41\21\0\002abcdabcdabcd",
                "\r\n\r\n\0\r\nQUIT\n\41\167\0\014abcdabcdabcd",
                "\r\n\r\n\0\r\nQUIT\n\41\21\377\377abcdabcdabcd",
            })
    void connectionWhenItBeginsWithNoSuchHeaderThenClosedWithoutAWord(String garbage) {
        try (RawClient alone = gateway.connect();
                RawClient followed = gateway.connect()) {
            alone.send(garbage);
            followed.sendWhatIsTaken((garbage + HEAD + HEAD).getBytes(StandardCharsets.ISO_8859_1));

            assertThat(followed.untilEnd()).isEmpty();
            assertThat(alone.untilEnd()).isEmpty();
        }
        assertThat(service.isUnasked()).isTrue();
    }

    @Test
    void connectionWhenHeaderComesTwiceThenTheSecondIsNoRequest() {
        try (RawClient client = gateway.connect()) {
            client.send(ONE + "PROXY TCP4 198.51.100.1 192.0.2.1 56324 443\r\n" + HEAD);

            assertThat(client.reply().status()).isEqualTo(400);
        }
        assertThat(service.isUnasked()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"false, ''", "true, ''", "false, PROXY TCP4 203.0.113.9", "true, PROXY TCP4 203.0.113.9"})
    void connectionWhenItsHeaderIsSlowThenCut(boolean secure, String part) {
        try (RawClient client = RawClient.to(secure ? gateway.tlsPort() : gateway.port())) {
            client.send(part);

            assertThat(client.untilEnd()).isEmpty();
        }
    }

    @Test
    void connectionWhenPeerIsNoTrustedProxyThenClosed() {
        gateway.write(TRUST, trusting("192.0.2.1"));
        try {
            for (String sent : List.of(ONE + HEAD, HEAD, "")) {
                for (int port : List.of(gateway.port(), gateway.tlsPort())) {
                    assertClosed(port, sent);
                }
            }
            assertThat(service.isUnasked()).isTrue();
        } finally {
            gateway.write(TRUST, trusting("127.0.0.1"));
        }
    }

    private static void assertClosed(int port, String sent) {
        try (RawClient client = RawClient.to(port)) {
            client.sendWhatIsTaken(sent.getBytes(StandardCharsets.US_ASCII));
            assertThat(client.untilEnd()).isEmpty();
        }
    }
}
