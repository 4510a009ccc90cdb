package io.gwanmun.gateway.network;

import java.net.InetAddress;
import java.util.List;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.gwanmun.gateway.pipeline.Origin;

import static org.assertj.core.api.Assertions.assertThat;

class ForwardedHeadersTest {

    private final HttpHeaders headers = new DefaultHttpHeaders()
            .add("X-Forwarded-For", "of a filter")
            .add("x-forwarded-for", "twice")
            .add("X-Forwarded-Host", "of a filter");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "http  | api         | 80   | for=203.0.113.9;proto=http;host=api",
                "https | api.example | 443  | for=203.0.113.9;proto=https;host=api.example",
                "https | api:8443    | 8443 | for=203.0.113.9;proto=https;host=\"api:8443\"",
                "http  | [::1]       | 80   | for=203.0.113.9;proto=http;host=\"[::1]\"",
                "http  | [::1]:81    | 81   | for=203.0.113.9;proto=http;host=\"[::1]:81\"",
                "http  | a\"b        | 80   | for=203.0.113.9;proto=http;host=\"a\\\"b\"",
                "http  |             | 80   | for=203.0.113.9;proto=http"
            })
    void writeWhenCallerIsConnectedDirectlyThenAllAreOfTheConnection(
            String scheme, @Nullable String host, String port, String forwarded) throws Exception {
        writing("both").write(headers, direct("203.0.113.9", scheme), host);

        assertThat(headers.getAll("X-Forwarded-For")).containsExactly("203.0.113.9");
        assertThat(headers.getAll("X-Forwarded-Proto")).containsExactly(scheme);
        assertThat(headers.getAll("X-Forwarded-Host")).isEqualTo(host == null ? List.of() : List.of(host));
        assertThat(headers.getAll("X-Forwarded-Port")).containsExactly(port);
        assertThat(headers.getAll("Forwarded")).containsExactly(forwarded);
    }

    @ParameterizedTest
    @CsvSource({"both, true, true", "x-forwarded, true, false", "forwarded, false, true"})
    void writeWhenOneFamilyIsChosenThenOnlyThatOne(String write, boolean hasX, boolean hasForwarded) throws Exception {
        HttpHeaders empty = new DefaultHttpHeaders();
        writing(write).write(empty, direct("203.0.113.9", "http"), "api");

        assertThat(empty.contains("X-Forwarded-For")).isEqualTo(hasX);
        assertThat(empty.contains("X-Forwarded-Port")).isEqualTo(hasX);
        assertThat(empty.contains("Forwarded")).isEqualTo(hasForwarded);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2001:db8::9 | 2001:db8::9, 10.0.0.7, fd00::1 "
                        + "| for=\"[2001:db8::9]\";proto=https;host=shop, for=10.0.0.7, for=\"[fd00::1]\""
            })
    void writeWhenCallerCameThroughProxiesThenTheyFollowIt(String client, String list, String forwarded)
            throws Exception {
        Origin origin = new Origin(
                InetAddress.getByName(client), client, "https", "shop", true, List.of("10.0.0.7", "fd00::1"));
        writing("both").write(headers, origin, "inner:8080");

        assertThat(headers.getAll("X-Forwarded-For")).containsExactly(list);
        assertThat(headers.getAll("X-Forwarded-Host")).containsExactly("shop");
        assertThat(headers.getAll("X-Forwarded-Port")).containsExactly("443");
        assertThat(headers.getAll("Forwarded")).containsExactly(forwarded);
    }

    private static ForwardedHeaders writing(String write) {
        return ForwardedHeaders.of(Networks.revision("{forwardedHeaders: {write: " + write + "}}"));
    }

    private static Origin direct(String address, String scheme) throws Exception {
        return Origin.direct(InetAddress.getByName(address), address, scheme);
    }
}
