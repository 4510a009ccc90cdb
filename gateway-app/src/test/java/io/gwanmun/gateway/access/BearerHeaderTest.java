package io.gwanmun.gateway.access;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.gwanmun.gateway.access.BearerHeader.Kind;

import static org.assertj.core.api.Assertions.assertThat;

class BearerHeaderTest {

    @ParameterizedTest
    @CsvSource({
        "'Bearer abc', TOKEN, abc",
        "'bearer abc', TOKEN, abc",
        "'BEARER  abc', TOKEN, abc",
        "'Bearer', TOKEN, ''",
        "'Bearer a b', TOKEN, 'a b'",
        "'Bearerabc', NONE, ''",
        "'Basic dXNlcjpwYXNz', NONE, ''",
        "'abc', NONE, ''",
        "'', NONE, ''",
        "'Bearer a, Bearer b', SEVERAL, ''",
        "'Bearer a,b', SEVERAL, ''",
        "'Basic x, Bearer a', SEVERAL, ''",
        "'Digest username=x, realm=y', NONE, ''",
        "'Digest username=x,  bearer a', SEVERAL, ''",
        "'Digest username=x, Bearerish', NONE, ''",
        "'Basic x,', NONE, ''",
    })
    void ofWhenReadThenOneTokenOrNone(String field, Kind kind, String token) {
        assertThat(BearerHeader.of(field)).isEqualTo(new BearerHeader(kind, token));
    }
}
