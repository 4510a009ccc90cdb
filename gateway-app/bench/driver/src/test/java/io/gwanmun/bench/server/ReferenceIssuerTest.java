package io.gwanmun.bench.server;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ReferenceIssuerTest {

    /** The digest of {@code abc} stands in FIPS 180-2, appendix B.1. */
    @Test
    void keyWhenTokenThenIsNamedByItsDigest() {
        assertThat(ReferenceIssuer.key("abc")).isEqualTo("tok:{ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0}");
    }

    @Test
    void commandWhenWordsThenEachHasItsLength() {
        assertThat(Redis.command(List.of("SET", "key", ""))).isEqualTo("*3\r\n$3\r\nSET\r\n$3\r\nkey\r\n$0\r\n\r\n");
    }
}
