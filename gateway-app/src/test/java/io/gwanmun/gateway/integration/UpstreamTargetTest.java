package io.gwanmun.gateway.integration;

import java.net.URI;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class UpstreamTargetTest {

    @ParameterizedTest
    @CsvSource({
        "http://users, false, users, 80, '', users",
        "https://users/, true, users, 443, '', users",
        "http://users:8080/v1, false, users, 8080, /v1, users:8080",
        "http://users:8080/v1/, false, users, 8080, /v1, users:8080",
        "http://[::1]:8080, false, ::1, 8080, '', [::1]:8080"
    })
    void ofWhenUrlIsGivenThenAddressAuthorityAndBasePath(
            String url, boolean secure, String host, int port, String base, String authority) {
        UpstreamSource.Target target = UpstreamSource.Target.of(URI.create(url), 1);
        assertThat(target.address().secure()).isEqualTo(secure);
        assertThat(target.address().host()).isEqualTo(host);
        assertThat(target.address().port()).isEqualTo(port);
        assertThat(target.basePath()).isEqualTo(base);
        assertThat(target.authority()).isEqualTo(authority);
    }

    @Test
    void ofWhenWeightIsOutsideItsRangeThenRefused() {
        URI url = URI.create("http://users");
        assertThat(UpstreamSource.Target.of(url, 1000).weight()).isEqualTo(1000);
        assertThatThrownBy(() -> UpstreamSource.Target.of(url, 0)).hasMessageContaining("1 to 1000");
        assertThatThrownBy(() -> UpstreamSource.Target.of(url, 1001)).hasMessageContaining("1 to 1000");
    }
}
