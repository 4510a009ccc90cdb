package io.gwanmun.gateway.observability;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import io.gwanmun.gateway.observability.ObservabilityProperties.Format;
import io.gwanmun.gateway.observability.ObservabilityProperties.Overflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ObservabilityPropertiesTest {

    @Test
    void bindWhenNothingSetThenDefaults() {
        ObservabilityProperties properties = bind(Map.of());

        assertThat(properties.maxRoutes()).isEqualTo(1000);
        assertThat(properties.latencyBuckets().stream().map(Duration::toMillis))
                .containsExactly(5L, 10L, 25L, 50L, 100L, 250L, 500L, 1000L, 2500L, 5000L, 10000L, 29000L);
        assertThat(properties.accessLog().enabled()).isTrue();
        assertThat(properties.accessLog().file()).isEmpty();
        assertThat(properties.accessLog().format()).isEqualTo(Format.JSON);
        assertThat(properties.accessLog().queue()).isEqualTo(65_536);
        assertThat(properties.accessLog().overflow()).isEqualTo(Overflow.DROP);
    }

    @Test
    void bindWhenBucketsAreEmptyThenNone() {
        assertThat(bind(Map.of("latency-buckets", "")).latencyBuckets()).isEqualTo(List.of());
    }

    @ParameterizedTest
    @CsvSource({"max-routes,1", "max-routes,100000", "access-log.queue,1", "access-log.queue,16777216"})
    void bindWhenAtABoundThenTakes(String name, String value) {
        assertThat(bind(Map.of(name, value))).isNotNull();
    }

    @ParameterizedTest
    @CsvSource({
        "max-routes,0",
        "max-routes,100001",
        "access-log.queue,0",
        "access-log.queue,16777217",
        "latency-buckets,'5ms,5ms'",
        "latency-buckets,'0ms,5ms'"
    })
    void bindWhenBeyondABoundThenSaysWhichAndWhatIsExpected(String name, String value) {
        assertThatThrownBy(() -> bind(Map.of(name, value)))
                .rootCause()
                .hasMessageStartingWith(name + ": ")
                .hasMessageContaining("(expected: ");
    }

    private static ObservabilityProperties bind(Map<String, String> settings) {
        MapConfigurationPropertySource source = new MapConfigurationPropertySource();
        settings.forEach((name, value) -> source.put("gateway.observability." + name, value));
        return new Binder(source).bindOrCreate("gateway.observability", ObservabilityProperties.class);
    }
}
