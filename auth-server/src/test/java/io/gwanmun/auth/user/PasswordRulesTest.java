package io.gwanmun.auth.user;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PasswordRulesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "elevenchars",
                "PASSWORD1234",
                "aaaaaaaaaaaaaaaaa",
                "abababababab",
                "123456789012",
                "abcdefghijklmnop",
                "annlee-annlee"
            })
    void checkWhenShortOrGuessableThenRefusedWithoutRepeatingIt(String password) {
        assertThatThrownBy(() -> PasswordRules.check(password, "annlee"))
                .isInstanceOf(UnfitException.class)
                .hasMessageStartingWith("password: one ");
    }

    @Test
    void checkWhenLengthIsAtItsEndsThenTaken() {
        assertThatCode(() -> PasswordRules.check("twelve chars", "ann")).doesNotThrowAnyException();
        assertThatCode(() -> PasswordRules.check("abcd".repeat(64), "ann")).doesNotThrowAnyException();
        assertThatThrownBy(() -> PasswordRules.check("abcd".repeat(64) + "e", "ann"))
                .isInstanceOf(UnfitException.class);
        assertThatCode(() -> PasswordRules.check("열두 글자가 넘는 비밀번호", "ann")).doesNotThrowAnyException();
    }
}
