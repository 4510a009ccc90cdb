package io.gwanmun.gateway.network;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What people get wrong about addresses, and what they are told. */
class NetworkMistakesTest {

    private static final String VERSION = "apiVersion: gateway/v1\n";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{trustedProxies: [10.0.0.0/33]} | a.yaml:2:28: network.trustedProxies[0]: found \"10.0.0.0/33\", "
                        + "expected a prefix from /0 to /32.",
                "{trustedProxies: [10.0.0.1/8]} | a.yaml:2:28: network.trustedProxies[0]: found \"10.0.0.1/8\", "
                        + "expected no bits behind the prefix: 10.0.0.0/8 for the range, 10.0.0.1 for the one address.",
                "{trustedProxies: [proxy.internal]} | a.yaml:2:28: network.trustedProxies[0]: found \"proxy.internal\", "
                        + "expected an address or a range such as 10.0.0.0/8 or 2001:db8::/32, not a name.",
                "{trustedProxies: ['fe80::1%eth0']} | a.yaml:2:28: network.trustedProxies[0]: found \"fe80::1%eth0\", "
                        + "expected an address without a zone (%).",
                "{outbound: {allow: [privat]}} | a.yaml:2:30: network.outbound.allow[0]: found \"privat\", expected "
                        + "metadata, loopback, link-local, private (most likely private) or a range such as 10.0.0.0/8.",
                "{outbound: {allow: [multicast]}} | a.yaml:2:30: network.outbound.allow[0]: found \"multicast\", expected "
                        + "metadata, loopback, link-local, private or a range such as 10.0.0.0/8.",
                "{forwardedHeaders: {read: xff}} | a.yaml:2:36: network.forwardedHeaders.read: found \"xff\", expected "
                        + "one of: x-forwarded, forwarded, both."
            })
    void readWhenMistakenThenSaysWhatIsExpected(String network, String answer) {
        assertThat(Networks.mistakes(Map.of("a.yaml", VERSION + "network: " + network + "\n")))
                .isEqualTo(answer);
    }

    @Test
    void readWhenAPartStandsInTwoFilesThenBothAreNamed() {
        assertThat(Networks.mistakes(Map.of(
                        "a.yaml", VERSION + "network: {trustedProxies: [10.0.0.1]}\n",
                        "b.yaml", VERSION + "network: {outbound: {allow: [private]}}\n",
                        "c.yaml", VERSION + "network: {trustedProxies: [10.0.0.2]}\n")))
                .isEqualTo(
                        "c.yaml:2:11: network.trustedProxies: found \"trustedProxies\" again, expected each name once. "
                                + "It already stands at a.yaml:2:11.");
    }

    @Test
    void readWhenAListIsUnknownThenTheNearestIsTold() {
        assertThat(Networks.mistakes(Map.of("a.yaml", VERSION + """
                        network: {addressLists: {office: [192.0.2.0/24]}}
                        apis: {a: {addresses: {allow: [offce]}, routes: {}}}
                        """)))
                .isEqualTo(
                        "a.yaml:3:32: apis.a.addresses.allow[0]: found \"offce\", expected an address, a range such as "
                                + "10.0.0.0/8, or the name of a list under network.addressLists. Did you mean \"office\"?");
    }

    @Test
    void readWhenAPolicySaysNothingThenOneOfTheTwoIsExpected() {
        assertThat(Networks.mistakes(Map.of("a.yaml", VERSION + "apis: {a: {addresses: {}, routes: {}}}\n")))
                .startsWith(
                        "a.yaml:2:23: apis.a.addresses: found neither \"allow\" nor \"deny\", expected at least one of them");
        assertThat(Networks.mistakes(Map.of("a.yaml", VERSION + "apis: {a: {addresses: {allow: []}, routes: {}}}\n")))
                .contains("a list of at least 1");
    }

    @Test
    void readWhenATargetIsNotAllowedThenSaysWhatToWriteAtItsPlace() {
        assertThat(Networks.mistakes(Map.of("a.yaml", VERSION + """
                        upstreams:
                          u: {targets: ["http://8.8.8.8", {url: "http://10.0.0.7:8080/x", weight: 2}]}
                        network: {outbound: {allow: [link-local]}}
                        """)))
                .isEqualTo(
                        "a.yaml:3:41: upstreams.u.targets[1]: found \"http://10.0.0.7:8080/x\", a private address, expected "
                                + "a target the gateway may connect to: a public address unless more is allowed. If it is meant, write: "
                                + "network: {outbound: {allow: [link-local, private]}}");
    }

    @Test
    void readWhenNetworkHasAMistakeThenTargetsAreNotBlamed() {
        assertThat(Networks.mistakes(Map.of("a.yaml", VERSION + """
                        upstreams: {u: {targets: ["http://10.0.0.7"]}}
                        network: {outbound: {allow: [privat]}}
                        """)))
                .startsWith("a.yaml:3:30: network.outbound.allow[0]")
                .doesNotContain("upstreams");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1",
                "http://127.0.0.1:9101/x",
                "https://127.0.0.1",
                "http://0.0.0.0",
                "http://[::1]",
                "http://[::]",
                "http://[::ffff:127.0.0.1]",
                "http://[::ffff:7f00:1]",
                "http://[0:0:0:0:0:0:0:1]",
                "http://[64:ff9b::7f00:1]",
                "http://[2002:7f00:1::]",
                "http://[fe80::1%25eth0]",
                "http://[fe80::1%eth0]",
                "http://169.254.169.254/latest",
                "http://[fd00:ec2::254]",
                "http://localhost",
                "http://LOCALHOST:80",
                "http://localhost.",
                "http://a.localhost",
                "http://127.0.0.1.",
                "http://2130706433",
                "http://017700000001",
                "http://0x7f000001",
                "http://0x7f.1",
                "http://0x7f.0.0.1",
                "http://127.1",
                "http://127.0.1",
                "http://0177.0.0.1",
                "http://127.0.0.01",
                "http://010.0.0.1",
                "http://0000127.0.0.1",
                "http://127.0.0.1%00",
                "http://user@127.0.0.1",
                "file:///etc/passwd",
                "gopher://127.0.0.1"
            })
    void readWhenATargetLeadsInsideInWhateverSpellingThenRefused(String url) {
        assertThat(Networks.mistakes(Map.of("a.yaml", VERSION + "upstreams: {u: {targets: [\"" + url + "\"]}}\n")))
                .contains("upstreams.u.targets[0]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://8.8.8.8", "http://users", "http://a.b.c4", "http://x7f", "http://[2001:4860::8]"})
    void readWhenATargetIsPublicOrANameThenTaken(String url) {
        assertThat(Networks.mistakes(Map.of("a.yaml", VERSION + "upstreams: {u: {targets: [\"" + url + "\"]}}\n")))
                .isEmpty();
    }
}
