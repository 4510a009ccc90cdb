package io.gwanmun.gateway.pipeline;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class CanonicalPathTest {

    @Test
    void ofWhenPathIsCanonicalThenSameObject() {
        String raw = "/users/42/a.b~c_d-e:@!$&'()*+,=";
        assertThat(CanonicalPath.of(raw)).isSameAs(raw);
    }

    @ParameterizedTest
    @CsvSource({
        "/%61dmin, /admin",
        "/%7euser, /~user",
        "/a%20b, /a%20b",
        "/caf%c3%a9, /caf%C3%A9",
        "/x%3ay, /x:y",
        "/users%3Aexport, /users:export",
        "/a%21%24%26%27%28%29%2a%2B%2c%3D%40, '/a!$&''()*+,=@'",
        "/trailing/, /trailing/",
        "/, /",
        "/...,/...",
        "/.well-known, /.well-known"
    })
    void ofWhenSpellingDiffersThenOneSpelling(String raw, String canonical) {
        assertThat(CanonicalPath.of(raw)).isEqualTo(canonical);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "admin",
                "*",
                "//admin",
                "/a//b",
                "/./admin",
                "/x/../admin",
                "/x/..",
                "/.",
                "/x/%2e%2e/admin",
                "/x/%2E./admin",
                "/x/..%2fadmin",
                "/x%2Fadmin",
                "/x%5cadmin",
                "/x\\admin",
                "/admin;a=b",
                "/;/admin",
                "/x/..;/admin",
                "/admin%3b",
                "/admin%00",
                "/admin%0d%0a",
                "/admin%7f",
                "/x/%252e%252e/admin",
                "/%c0%afadmin",
                "/%ff",
                "/%c3x",
                "/%",
                "/%2",
                "/%zz",
                "/%u0061",
                "/a b",
                "/a\u0000",
                "/\u00e9",
                "/a|b",
                "/a#b",
                "/a?b"
            })
    void ofWhenPathCouldBeReadTwoWaysThenRefused(String raw) {
        assertThatThrownBy(() -> CanonicalPath.of(raw))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        e -> assertThat(e.refusal().fault()).isEqualTo(ClientFault.BAD_PATH));
    }
}
