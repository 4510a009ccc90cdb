package io.gwanmun.auth.user;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class NamesTest {

    @ParameterizedTest
    @ValueSource(strings = {"ann", "Ann.Lee-2", "민수", "a", "Zoë"})
    void isNameWhenUsualThenYes(String name) {
        assertThat(Names.isName(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "a b",
                "ann@example.com",
                "-a",
                "a\u0000b",
                "a\nb",
                "<b>",
                "a/b",
                "a\u202eb",
                " ann",
                "ann ",
                "ann\n",
                "a＠b.c"
            })
    void isNameWhenItCouldMisleadThenNo(String name) {
        assertThat(Names.isName(name)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a@b.co", "ann.lee+tag@mail.example.com", "민수@example.kr"})
    void isEmailWhenUsualThenYes(String email) {
        assertThat(Names.isEmail(email)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a", "a@", "@b", "a@b\r\nBcc: c@d.e", "a@b.c,d@e.f", "a@@b.c", "\"a\"@b.c", "a@b..c", "a<b@c.d>"
            })
    void isEmailWhenItCouldCarryMoreThenNo(String email) {
        assertThat(Names.isEmail(email)).isFalse();
    }
}
