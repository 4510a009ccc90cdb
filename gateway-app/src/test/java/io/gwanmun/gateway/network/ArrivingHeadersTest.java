package io.gwanmun.gateway.network;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.gwanmun.gateway.pipeline.ReservedHeaders;

import static org.assertj.core.api.Assertions.assertThat;

class ArrivingHeadersTest {

    private final HttpHeaders headers =
            new DefaultHttpHeaders().add("Host", "api").add("Accept", "*/*");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Connection",
                "Keep-Alive",
                "Proxy-Connection",
                "TE",
                "Trailer",
                "Upgrade",
                "HTTP2-Settings",
                "Forwarded",
                "X-Forwarded-For",
                "x-forwarded-host",
                "X-FORWARDED-PROTO",
                "X-Forwarded-Port",
                "X-Forwarded-Prefix",
                "X-Real-IP"
            })
    void cleanWhenHeaderIsOfTheConnectionOrOfAProxyThenRemoved(String name) {
        headers.add(name, "x").add(name, "y");
        ArrivingHeaders.clean(headers, ReservedHeaders.NONE);
        assertThat(headers.names()).containsExactlyInAnyOrder("Host", "Accept");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-Forwarded",
                "X-Forwarded-Client-Cert",
                "X-Forwarded-User",
                "X-Client-IP",
                "True-Client-IP",
                "CF-Connecting-IP",
                "CF-Connecting-IPv6",
                "X-User-Id",
                "x-user-id",
                "X-USER-ID",
                "X-Consumer-Username",
                "X-Consumer-Groups",
                "X-Scopes",
                "X-Auth-User",
                "X-Auth-Request-Email",
                "X-Authenticated-Userid",
                "X-Amzn-Oidc-Data",
                "X-Envoy-Original-Path",
                "X-Original-URL",
                "X-Original-Forwarded-For",
                "X-Rewrite-URL",
                "X-MS-CLIENT-PRINCIPAL",
                "X-WEBAUTH-USER",
                "Remote-User",
                "X_User_Id",
                "X-User_Id",
                "x_forwarded_for",
                "X_Original_URL",
                "X_ENVOY_peer",
                "Any_Name",
                "_x",
                "x_"
            })
    void cleanWhenHeaderSpeaksOfIdentityOrHasAnUnderscoreThenRemoved(String name) {
        headers.add(name, "admin").add(name, "good, evil");
        ArrivingHeaders.clean(headers, ReservedHeaders.NONE);
        assertThat(headers.names()).containsExactlyInAnyOrder("Host", "Accept");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X",
                "X-",
                "-",
                "X-A",
                "X-User-Ident",
                "X-User-Agent",
                "X-User-I",
                "X-Scope",
                "X-Auth",
                "X-Author",
                "X-Envoy",
                "X-Original",
                "X-Consumer",
                "X-Real-IPs",
                "X-Amz-Date",
                "X-Amzn-Trace-Id",
                "X-HTTP-Method-Override",
                "X-Request-Id",
                "X-Requested-With",
                "Te2",
                "Forwarded2",
                "Connection-Id",
                "Authorization",
                "Content-Length",
                "Transfer-Encoding",
                "Cookie",
                "User-Agent"
            })
    void cleanWhenHeaderOnlyResemblesOneThenKept(String name) {
        headers.add(name, "1").add(name, "2");
        ArrivingHeaders.clean(headers, ReservedHeaders.NONE);
        assertThat(headers.getAll(name)).containsExactly("1", "2");
    }

    @Test
    void cleanWhenConnectionNamesHeadersThenTheyGoToo() {
        headers.add("Connection", "close, X-User-Id").add("Connection", "X-Other,,");
        headers.add("X-User-Id", "mallory").add("X-Other", "1").add("X-Kept", "2");
        ArrivingHeaders.clean(headers, ReservedHeaders.NONE);
        assertThat(headers.names()).containsExactlyInAnyOrder("Host", "Accept", "X-Kept");
    }

    @Test
    void cleanWhenConnectionNamesFramingThenFramingStays() {
        headers.add("Connection", "Content-Length, Transfer-Encoding, Host").add("Content-Length", "5");
        ArrivingHeaders.clean(headers, ReservedHeaders.NONE);
        assertThat(headers.names()).containsExactlyInAnyOrder("Host", "Accept", "Content-Length");
    }
}
