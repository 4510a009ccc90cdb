package io.gwanmun.gateway.ingress;

import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class RequestIdsTest {

    private final RequestIds ids = new RequestIds(() -> new SplittableRandom(7));

    @Test
    void ofWhenNothingSentThenNewIdOf32HexDigits() {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < 1000; i++) {
            String id = ids.of(null);
            assertThat(id).matches("[0-9a-f]{32}");
            assertThat(seen.add(id)).isTrue();
        }
    }

    @Test
    void ofWhenSentIdIsWellFormedThenKept() {
        assertThat(ids.of("Order-42")).isEqualTo("Order-42");
        assertThat(ids.of("a".repeat(64))).hasSize(64).startsWith("aaa");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a\r\nb", "a_b", "\u00e9", "<script>", "a;b"})
    void ofWhenSentIdIsMalformedThenReplaced(String sent) {
        assertThat(ids.of(sent)).matches("[0-9a-f]{32}");
    }

    @Test
    void ofWhenSentIdIsOneTooLongThenReplaced() {
        assertThat(ids.of("a".repeat(65))).matches("[0-9a-f]{32}");
    }
}
