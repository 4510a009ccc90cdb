package io.gwanmun.samples.echo;

import java.time.Duration;
import java.util.OptionalLong;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class InstructionsTest {

    @Test
    void ofWhenNothingAskedThenPlainAnswer() {
        Instructions plain = read("Accept", "*/*");

        assertThat(plain.delay()).isZero();
        assertThat(plain.isReset()).isFalse();
        assertThat(plain.status()).isEqualTo(200);
        assertThat(plain.added()).isEmpty();
        assertThat(plain.body().delay()).isZero();
        assertThat(plain.body().size()).isEmpty();
        assertThat(plain.body().truncate()).isEmpty();
        assertThat(plain.body().isChunked()).isFalse();
    }

    @Test
    void ofWhenTimesGivenThenInTheirUnits() {
        assertThat(read("X-Echo-Delay", "500ms").delay()).isEqualTo(Duration.ofMillis(500));
        assertThat(read("x-echo-delay", "2s").delay()).isEqualTo(Duration.ofSeconds(2));
        assertThat(read("X-Echo-Body-Delay", "10m").body().delay()).isEqualTo(Duration.ofMinutes(10));
    }

    @Test
    void ofWhenSizesGivenThenInTheirUnits() {
        assertThat(size("10")).hasValue(10);
        assertThat(size("10B")).hasValue(10);
        assertThat(size("64KB")).hasValue(65_536);
        assertThat(size("1MB")).hasValue(1_048_576);
        assertThat(size("1GB")).hasValue(1_073_741_824);
        assertThat(read("X-Echo-Truncate", "0").body().truncate()).hasValue(0);
    }

    @ParameterizedTest
    @CsvSource({
        "X-Echo-Delay, soon",
        "X-Echo-Delay, 2",
        "X-Echo-Delay, -1s",
        "X-Echo-Delay, 600001ms",
        "X-Echo-Delay, 99999999999999999999s",
        "X-Echo-Body-Delay, 11m",
        "X-Echo-Status, 199",
        "X-Echo-Status, 600",
        "X-Echo-Status, teapot",
        "X-Echo-Reset, yes",
        "X-Echo-Truncate, -1",
        "X-Echo-Size, 1TB",
        "X-Echo-Size, 0TB",
        "X-Echo-Size, 2GB",
        "X-Echo-Size, 1073741825",
        "X-Echo-Chunked, TRUE",
        "X-Echo-Header, Name",
        "X-Echo-Header, na me: value",
        "X-Echo-Header, content-length: 7",
        "X-Echo-Header, Transfer-Encoding: chunked",
    })
    void ofWhenValueIsBadThenNamesHeaderValueAndWhatWasExpected(String name, String value) {
        assertThatThrownBy(() -> read(name, value))
                .isInstanceOf(BadInstruction.class)
                .hasMessageStartingWith(name + ": " + value + " (expected: ");
    }

    @Test
    void ofWhenNameIsUnknownThenNamesTheKnown() {
        assertThatThrownBy(() -> read("X-Echo-Dely", "2s"))
                .isInstanceOf(BadInstruction.class)
                .hasMessageContainingAll("X-Echo-Dely", "X-Echo-Delay", "X-Echo-Chunked");
    }

    @Test
    void ofWhenGivenTwiceThenRefuses() {
        HttpHeaders headers =
                new DefaultHttpHeaders().add("X-Echo-Status", "500").add("X-Echo-Status", "501");

        assertThatThrownBy(() -> Instructions.of(headers))
                .isInstanceOf(BadInstruction.class)
                .hasMessage("X-Echo-Status: 500, 501 (expected: one value)");
    }

    @Test
    void startWhenArgumentIsUnknownThenNamesTheKnown() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EchoApplication.start("--port=1"))
                .withMessageContainingAll("--port=1", "--server.port=", "--server.address=");
    }

    @Test
    void startWhenPortIsOutOfRangeThenSaysSo() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EchoApplication.start("--server.port=65536"))
                .withMessageContaining("from 0 to 65535");
    }

    private static OptionalLong size(String value) {
        return read("X-Echo-Size", value).body().size();
    }

    private static Instructions read(String name, String value) {
        return Instructions.of(new DefaultHttpHeaders().add(name, value));
    }
}
