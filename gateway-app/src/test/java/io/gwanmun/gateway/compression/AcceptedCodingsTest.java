package io.gwanmun.gateway.compression;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class AcceptedCodingsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gzip",
                "GZIP",
                "x-gzip",
                "br, gzip",
                "gzip;q=0.001",
                "gzip ; q=0.5",
                "*",
                "*;q=0.1, br",
                "deflate, gzip;q=1.0, *;q=0.5",
                "gzip, identity",
                "gzip;q=0.5, identity;q=0.5",
                "gzip, *;q=0"
            })
    void areGzipWhenTakenThenYes(String accepted) {
        assertThat(AcceptedCodings.areGzip(List.of(accepted))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "br",
                "identity",
                "gzip;q=0",
                "gzip;q=0.000",
                "gzip;q=0, *",
                "*;q=0",
                "gzip;q=0.5, identity",
                "gzip;q=0.4, identity;q=0.5",
                "gzip;q=x",
                "gzip;q=-1",
                "gzipped",
                "not-gzip"
            })
    void areGzipWhenNotTakenThenNo(String accepted) {
        assertThat(AcceptedCodings.areGzip(List.of(accepted))).isFalse();
    }

    @Test
    void areGzipWhenInSeveralLinesThenAllCount() {
        assertThat(AcceptedCodings.areGzip(List.of())).isFalse();
        assertThat(AcceptedCodings.areGzip(List.of("br", "gzip"))).isTrue();
        assertThat(AcceptedCodings.areGzip(List.of("*", "gzip;q=0"))).isFalse();
    }
}
