package io.gwanmun.gateway.country;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class CountryCodesTest {

    @ParameterizedTest
    @CsvSource({"DE, DE", "de, DE", "kR, KR", "No, NO"})
    void findWhenCodeThenInCapitalLetters(String text, String code) {
        assertThat(CountryCodes.find(text)).isEqualTo(code);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "D",
                "DEU",
                "XX",
                "T1",
                "UK",
                "EU",
                "ZZ",
                "D E",
                " DE",
                "DE ",
                "DE,FR",
                "\uFF24\uFF25",
                "D\u0130",
                "\u0131N",
                "D\u0000",
                "{[",
                "@@",
                "``"
            })
    void findWhenNoCodeThenNull(String text) {
        assertThat(CountryCodes.find(text)).isNull();
    }

    @Test
    void findWhenEveryPairOfCharactersThenNoneButTheCodesOfIso() {
        long found = 0;
        for (char first = 0; first < 0x250; first++) {
            for (char second = 0; second < 0x250; second++) {
                found += CountryCodes.find("" + first + second) == null ? 0 : 1;
            }
        }
        assertThat(found).isEqualTo(4L * java.util.Locale.getISOCountries().length);
    }

    @ParameterizedTest
    @CsvSource({"de, DE", "UK, GB", "EL, GR", "ZZ, such as DE"})
    void parseWhenNotTheCodeThenSaysWhichIsMeant(String text, String meant) {
        assertThatThrownBy(() -> CountryCodes.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("country: " + text + " (expected: ")
                .hasMessageContaining(meant);
    }
}
