package io.gwanmun.gateway.integration;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.gwanmun.gateway.route.match.PathParameters;
import io.gwanmun.gateway.route.match.PathTemplate;

import static org.assertj.core.api.Assertions.assertThat;

class UpstreamPathTest {

    @ParameterizedTest
    @CsvSource({
        "/users/7, 0, /users/7",
        "/users/7, 1, /7",
        "/users/, 1, /",
        "/users, 1, ''",
        "/a/b/c/d, 2, /c/d",
        "/a/b, 2, ''",
        "/, 0, /"
    })
    void behindWhenSegmentsAreLeftOutThenTheRestWithItsSlash(String path, int segments, String rest) {
        assertThat(UpstreamPath.behind(path, segments)).isEqualTo(rest);
    }

    @Test
    void ofWhenRouteHasATemplateThenFilledWithTheRoutesParameters() {
        IntegrationPolicy policy = new IntegrationPolicy("users", 1, PathTemplate.parse("/{id}/details"), false);
        assertThat(UpstreamPath.of("/users/7/salary", policy, PathParameters.of(Map.of("id", "7"))))
                .isEqualTo("/7/details");
    }

    @Test
    void ofWhenCallLeavesTheRegionThenWhole() {
        IntegrationPolicy policy = new IntegrationPolicy("users", 1, PathTemplate.parse("/{id}/details"), true);
        assertThat(UpstreamPath.of("/users/7/salary", policy, PathParameters.of(Map.of("id", "7"))))
                .isEqualTo("/users/7/salary");
    }
}
