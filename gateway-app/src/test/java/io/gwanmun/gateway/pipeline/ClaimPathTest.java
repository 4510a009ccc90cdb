package io.gwanmun.gateway.pipeline;

import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class ClaimPathTest {

    private static final Map<String, Object> CLAIMS = Map.of(
            "tier",
            "gold",
            "level",
            3L,
            "paid",
            true,
            "groups",
            List.of("a", "b", 7),
            "realm_access",
            Map.of("roles", List.of("admin"), "tier", "silver"),
            "https://example.com/tier",
            "named",
            "nested",
            List.of(Map.of("x", "y"), List.of("z")));

    @ParameterizedTest
    @CsvSource({
        "tier, gold, true",
        "tier, Gold, false",
        "level, 3, true",
        "level, 3.0, false",
        "paid, true, true",
        "groups, b, true",
        "groups, 7, true",
        "groups, '[a, b, 7]', false",
        "realm_access.roles, admin, true",
        "realm_access.tier, gold, false",
        "realm_access, '{}', false",
        "https://example.com/tier, named, true",
        "nested, z, false",
        "tier.gold, gold, false",
        "missing, null, false",
        "realm_access.missing, null, false"
    })
    void isOneOfWhenClaimIsWhatItIsThenOnlyItsOwnTextFits(String path, String value, boolean expected) {
        assertThat(ClaimPath.parse(path).isOneOf(CLAIMS, Set.of(value, "other")))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a\nb", " "})
    void parseWhenNoNameThenRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> ClaimPath.parse(text));
    }

    @Test
    void parseWhenLongerThan256CharactersThenRefused() {
        assertThat(ClaimPath.parse("a".repeat(256)).find(CLAIMS)).isNull();
        assertThatIllegalArgumentException().isThrownBy(() -> ClaimPath.parse("a".repeat(257)));
    }
}
