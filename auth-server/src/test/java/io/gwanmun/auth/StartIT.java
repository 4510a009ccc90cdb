package io.gwanmun.auth;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

import org.junit.jupiter.api.Test;

import io.gwanmun.auth.testing.RunningAuthServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class StartIT {

    @Test
    void startWhenEverythingIsThereThenLoginPageAndHealthAnswer() throws Exception {
        try (RunningAuthServer server = RunningAuthServer.start()) {
            assertThat(get(server.issuer() + "/login").statusCode()).isEqualTo(200);
            String manage = "http://127.0.0.1:" + server.managementPort();
            assertThat(get(manage + "/readyz").body()).contains("\"UP\"");
            assertThat(get(manage + "/metrics").body()).contains("jvm_memory_used_bytes");
            assertThat(get(manage + "/env").statusCode()).isNotEqualTo(200);
        }
    }

    /** Health and metrics ask for no login; on the port of the admin API they must not be. */
    @Test
    void startWhenManagementSharesThePortThenRefuses() {
        try (RunningAuthServer server = RunningAuthServer.start()) {
            assertThatThrownBy(() -> server.restart("--management.server.port=" + server.port()))
                    .hasStackTraceContaining("management port");
        }
    }

    @Test
    void startWhenRedisIsNotNamedThenSaysWhatIsExpected() {
        assertThatThrownBy(() -> RunningAuthServer.start("--auth.redis.uri=").close())
                .rootCause()
                .hasMessageContaining("auth.redis.uri: missing (expected: the address of the Redis server");
    }

    @Test
    void startWhenIssuerIsPlainAndElsewhereThenRefuses() {
        assertThatThrownBy(() -> RunningAuthServer.start("--auth.issuer=http://login.example.org")
                        .close())
                .rootCause()
                .hasMessageContaining("auth.allow-http");
    }

    private static HttpResponse<String> get(String url) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString());
    }
}
