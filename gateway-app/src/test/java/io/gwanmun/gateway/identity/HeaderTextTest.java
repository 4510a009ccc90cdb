package io.gwanmun.gateway.identity;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class HeaderTextTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Ada Lovelace       | Ada Lovelace",
                "a,b;c=\"d\"        | a,b;c=\"d\"",
                "100%               | 100%25",
                "'a\r\nX-Admin: 1'  | a%0D%0AX-Admin: 1",
                "'a\nb\tc\u0000'    | a%0Ab%09c%00",
                "' both ends '      | %20both ends%20",
                "김유신              | %EA%B9%80%EC%9C%A0%EC%8B%A0",
                "'\u007f\u0085\ud83d\ude00'  | %7F%C2%85%F0%9F%98%80"
            })
    void singleWhenTextHasOtherCharactersThenTheyAreEncoded(String text, String expected) {
        assertThat(HeaderText.single(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"user | user,admin", "'user,admin' | user%2Cadmin,admin", "'a b' | a b,admin", "'' | admin"})
    void listWhenAValueHasTheSeparatorThenItStaysOneValue(String first, String expected) {
        assertThat(HeaderText.list(List.of(first, "admin"), ',')).isEqualTo(expected);
    }

    @Property
    void singleWhenAnythingThenVisibleAsciiOnlyAndDecodesToItself(@ForAll String text) {
        String value = HeaderText.single(text);

        assertThat(value).matches("([!-~]([ -~]*[!-~])?)?");
        String known = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        assertThat(URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8))
                .isEqualTo(known);
    }
}
