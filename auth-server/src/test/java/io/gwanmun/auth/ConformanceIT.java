package io.gwanmun.auth;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

import io.gwanmun.auth.testing.App;
import io.gwanmun.auth.testing.RunningAuthServer;

import static org.assertj.core.api.Assertions.assertThat;

/** Runs the script in {@code conformance}, which needs Node and what {@code npm ci} fetches. */
@EnabledIfSystemProperty(named = "conformance", matches = ".*")
class ConformanceIT {

    @Test
    void scriptWhenRunAgainstThisServerThenEveryStepIsOk() throws IOException, InterruptedException {
        try (RunningAuthServer server = RunningAuthServer.start()) {
            server.person("alice");
            App web = App.web(server, "web", "");
            App spa = App.spa(server, "spa");
            App device = App.of(server, """
                    {"id": "device", "name": "TV", "authentication": ["none"], "scopes": ["orders:read"],
                     "grants": ["urn:ietf:params:oauth:grant-type:device_code", "refresh_token"]}
                    """);
            ProcessBuilder builder = new ProcessBuilder("node", "conformance.js")
                    .directory(Path.of("conformance").toFile())
                    .redirectErrorStream(true);
            builder.environment()
                    .putAll(Map.of(
                            "ISSUER", server.issuer(),
                            "WEB_ID", web.id(),
                            "WEB_SECRET", web.secret(),
                            "PUBLIC_ID", spa.id(),
                            "DEVICE_ID", device.id(),
                            "LOGIN_NAME", "alice",
                            "LOGIN_PASSWORD", RunningAuthServer.PASSWORD,
                            "REDIRECT_URI", App.REDIRECT));
            Process script = builder.start();
            String output = new String(script.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(script.waitFor(1, TimeUnit.MINUTES)).isTrue();
            assertThat(script.exitValue()).as(output).isZero();
            assertThat(output).contains("4 of 4");
            System.out.print(output);
        }
    }
}
