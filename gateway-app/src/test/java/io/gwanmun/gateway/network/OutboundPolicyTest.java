package io.gwanmun.gateway.network;

import java.net.InetAddress;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class OutboundPolicyTest {

    private static final OutboundPolicy DEFAULTS = OutboundPolicy.allowing();
    private static final String ALL_WORDS = "private loopback link-local metadata";

    @ParameterizedTest
    @CsvSource({
        "9.255.255.255,   public",
        "10.0.0.0,        private",
        "10.255.255.255,  private",
        "11.0.0.0,        public",
        "100.63.255.255,  public",
        "100.64.0.0,      private",
        "100.127.255.255, private",
        "100.128.0.0,     public",
        "126.255.255.255, public",
        "127.0.0.0,       loopback",
        "127.255.255.255, loopback",
        "128.0.0.0,       public",
        "169.253.255.255, public",
        "169.254.0.0,     link-local",
        "169.254.255.255, link-local",
        "169.255.0.0,     public",
        "172.15.255.255,  public",
        "172.16.0.0,      private",
        "172.31.255.255,  private",
        "172.32.0.0,      public",
        "192.167.255.255, public",
        "192.168.0.0,     private",
        "192.168.255.255, private",
        "192.169.0.0,     public",
        "198.17.255.255,  public",
        "198.18.0.0,      private",
        "198.19.255.255,  private",
        "198.20.0.0,      public",
        "fbff:ffff:ffff:ffff:ffff:ffff:ffff:ffff, public",
        "fc00::,          private",
        "fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff, private",
        "fe00::,          public",
        "fe7f:ffff:ffff:ffff:ffff:ffff:ffff:ffff, public",
        "fe80::,          link-local",
        "febf:ffff:ffff:ffff:ffff:ffff:ffff:ffff, link-local",
        "::1,             loopback",
        "2001:4860::8888, public",
        "169.254.169.254, metadata",
        "169.254.169.253, link-local",
        "169.254.169.255, link-local",
        "100.100.100.200, metadata",
        "100.100.100.199, private",
        "fd00:ec2::254,   metadata",
        "fd00:ec2::253,   private",
        "168.63.129.16,   metadata",
        "::ffff:10.0.0.1, private",
        "64:ff9b::a00:1,  private",
        "64:ff9b::7f00:1, loopback",
        "64:ff9b::a9fe:a9fe, metadata",
        "64:ff9b::808:808, public",
        "2002:7f00:1::,   loopback",
        "2002:a00:1::1,   private",
        "2002:a9fe:a9fe::, metadata",
        "2002:808:808::1, public",
        "::7f00:1,        loopback",
        "::a00:1,         private"
    })
    void allowsWhenAnAddressIsOfAKindThenOnlyByItsOwnWord(String address, String kind) throws Exception {
        InetAddress asked = InetAddress.getByName(address);
        assertThat(DEFAULTS.allows(asked)).isEqualTo(kind.equals("public"));
        for (String word : ALL_WORDS.split(" ")) {
            assertThat(OutboundPolicy.allowing(word).allows(asked))
                    .as("%s by the word %s", address, word)
                    .isEqualTo(kind.equals("public") || kind.equals(word));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "0.255.255.255",
                "::",
                "224.0.0.0",
                "239.255.255.255",
                "240.0.0.0",
                "255.255.255.255",
                "ff02::1",
                "2001::1",
                "64:ff9b:1::1",
                "192.0.0.1"
            })
    void allowsWhenAnAddressIsNobodysThenByNoWordButByItself(String address) throws Exception {
        InetAddress asked = InetAddress.getByName(address);
        assertThat(OutboundPolicy.allowing(ALL_WORDS.split(" ")).allows(asked)).isFalse();
        assertThat(OutboundPolicy.allowing(address).allows(asked)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "10.1.0.0/16,        10.1.255.255,    true",
        "10.1.0.0/16,        10.2.0.0,        false",
        "127.0.0.1,          127.0.0.1,       true",
        "127.0.0.1,          127.0.0.2,       false",
        "169.254.0.0/16,     169.254.169.254, false",
        "0.0.0.0/0,          169.254.169.254, false",
        "169.254.169.254/31, 169.254.169.254, false",
        "169.254.169.254/32, 169.254.169.254, true",
        "169.254.169.254,    64:ff9b::a9fe:a9fe, true",
        "0.0.0.0/0,          10.0.0.1,        true",
        "::/0,               10.0.0.1,        false",
        "64:ff9b::/96,       64:ff9b::a00:1,  true"
    })
    void allowsWhenARangeIsWrittenThenWhatIsInItButNoMetadata(String range, String address, boolean allowed)
            throws Exception {
        assertThat(OutboundPolicy.allowing(range).allows(InetAddress.getByName(address)))
                .isEqualTo(allowed);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "LOCALHOST",
                "localhost.",
                "db.localhost",
                "127.0.0.1",
                "::1",
                "::ffff:127.0.0.1",
                "0:0:0:0:0:0:0:1"
            })
    void whyNotWhenHostIsThisMachineThenSaysWhatToWrite(String host) {
        OutboundPolicy.Refused refused = OutboundPolicy.allowing("private").whyNot(host);

        assertThat(refused)
                .extracting(OutboundPolicy.Refused::remedy)
                .isEqualTo("network: {outbound: {allow: [private, loopback]}}");
        assertThat(OutboundPolicy.allowing("loopback").whyNot(host)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"users.internal", "localhost.example.com", "notlocalhost", "8.8.8.8", "2001:4860::8888"})
    void whyNotWhenOnlyTheNameIsKnownOrTheAddressIsPublicThenNothing(String host) {
        assertThat(DEFAULTS.whyNot(host)).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.1,        a private address,                                 private",
        "169.254.1.1,     a link-local address,                              link-local",
        "169.254.169.254, an address where a cloud hands out credentials,    metadata",
        "0.0.0.0,         an address of no single machine,                   0.0.0.0"
    })
    void refusedWhenAskedThenNamesTheKindAndWhatToWrite(String address, String what, String entry) throws Exception {
        OutboundPolicy.Refused refused = DEFAULTS.refused(InetAddress.getByName(address));

        assertThat(refused.what()).isEqualTo(what);
        assertThat(refused.remedy()).isEqualTo("network: {outbound: {allow: [" + entry + "]}}");
    }

    @Test
    void refusedWhenRemedyIsWrittenThenTheAddressIsAllowed() throws Exception {
        for (String address : new String[] {"ff02::1", "::", "10.0.0.1", "fd00:ec2::254", "240.0.0.1"}) {
            InetAddress asked = InetAddress.getByName(address);
            String remedy = OutboundPolicy.allowing("fe80::/10").refused(asked).remedy();
            assertThat(OutboundPolicy.of(Networks.revision(remedy.substring("network: ".length())))
                            .allows(asked))
                    .as(remedy)
                    .isTrue();
        }
    }
}
