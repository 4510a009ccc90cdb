package io.gwanmun.auth.setup;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.BeansException;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.gwanmun.auth.AuthServer;
import io.gwanmun.auth.client.ClientStore;
import io.gwanmun.auth.testing.Browser;
import io.gwanmun.auth.testing.Reply;
import io.gwanmun.auth.testing.RunningAuthServer;
import io.gwanmun.auth.user.Person;
import io.gwanmun.auth.user.Users;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SetupIT {

    private static final String PASSWORD = "a quiet winter morning";

    @TempDir
    Path folder;

    @Test
    void runWhenNewThenAdminAndClientsAreThereAndASecondRunIsRefused() throws Exception {
        try (RunningAuthServer server = RunningAuthServer.start()) {
            String file = password(PASSWORD).toString();
            String told = run(server, 0, "--admin-name", "root", "--password-file", file, "--gateway");

            assertThat(told)
                    .contains("user root", "client gwanmun-cli", "client gateway, secret ")
                    .doesNotContain(PASSWORD);
            assertThat(server.bean(Users.class).named("root").orElseThrow().roles())
                    .containsExactly(Person.ADMIN);
            assertThat(new Browser(server).logIn("root", PASSWORD).status()).isEqualTo(302);
            assertThat(server.bean(ClientStore.class)
                            .find("gwanmun-cli")
                            .orElseThrow()
                            .client()
                            .authentication())
                    .containsExactly("none");
            String secret = told.replaceAll("(?s).*client gateway, secret (\\S+) .*", "$1");
            Reply seen = new Browser(server)
                    .post("/oauth2/introspect", Map.of("token", "x"), Browser.basic("gateway", secret));
            assertThat(seen.body()).contains("\"active\":false");

            assertThat(run(server, 1, "--admin-name", "other", "--password-file", file))
                    .contains("--again");
            assertThat(server.bean(Users.class).named("other")).isEmpty();
            assertThat(run(server, 0, "--admin-name", "other", "--password-file", file, "--again"))
                    .contains("user other", "gwanmun-cli was there already");
        }
    }

    @Test
    void runWhenCalledWronglyThenSaysHow() throws Exception {
        assertThat(run(2)).contains("--admin-name: missing", "usage: setup");
        assertThat(run(2, "--admin-name")).contains("nothing follows");
        assertThat(run(2, "--admin-name", "a", "--password=secret-of-mine"))
                .contains("--password: unknown")
                .doesNotContain("secret-of-mine");
    }

    @Test
    @ExtendWith(OutputCaptureExtension.class)
    void runWhenRedisIsAwayThenEndsWithASentence(CapturedOutput output) {
        assertThatThrownBy(() -> run(
                        0,
                        "--admin-name",
                        "root",
                        "--auth.issuer=http://127.0.0.1:9000",
                        "--auth.redis.uri=redis://127.0.0.1:1",
                        "--auth.redis.start-timeout=1s",
                        "--auth.keys.secret=" + RunningAuthServer.KEYS_SECRET,
                        "--spring.datasource.url=jdbc:h2:mem:" + UUID.randomUUID()))
                .isInstanceOf(BeansException.class);
        assertThat(output.getAll())
                .contains("auth.redis.uri: no connection within 1 s of the start (Connection refused)")
                .doesNotContain("\tat ");
    }

    @Test
    void runWhenPasswordIsWeakThenNothingIsMade() throws Exception {
        try (RunningAuthServer server = RunningAuthServer.start()) {
            String file = password("password1234").toString();
            assertThat(run(server, 1, "--admin-name", "root", "--password-file", file))
                    .contains("easy to guess");
            assertThat(server.bean(Users.class).named("root")).isEmpty();
        }
    }

    @Test
    void startWhenDemoFileIsNamedThenItsPeopleLogIn() throws Exception {
        try (RunningAuthServer server = RunningAuthServer.start("--auth.demo.file=" + demo())) {
            assertThat(new Browser(server).logIn("alice", "alice of the demo").status())
                    .isEqualTo(302);
            assertThat(server.bean(Users.class).named("alice").orElseThrow().roles())
                    .containsExactly("user");
            Reply token = new Browser(server)
                    .post(
                            "/oauth2/token",
                            Map.of("grant_type", "client_credentials"),
                            Browser.basic("shop", "secret of the demo that is long enough"));
            assertThat(token.status()).as(token.body()).isEqualTo(200);
            server.restart();
            assertThat(server.bean(Users.class).search("alice", 0, 10).total()).isEqualTo(1);
        }
    }

    @Test
    void startWhenDemoFileIsNamedInProductionThenRefuses() throws Exception {
        String demo = demo().toString();
        assertThatThrownBy(() -> RunningAuthServer.start(
                                "--auth.demo.file=" + demo, "--auth.issuer=https://login.example.org")
                        .close())
                .rootCause()
                .hasMessageContaining("everybody knows a demo's passwords");
    }

    @Test
    void startWhenDemoFileHasAnUnknownWordThenNamesIt() throws IOException {
        Path file = Files.writeString(folder.resolve("bad.yaml"), "people: []\n");
        assertThatThrownBy(() ->
                        RunningAuthServer.start("--auth.demo.file=" + file).close())
                .hasStackTraceContaining("people");
    }

    private Path demo() throws IOException {
        return Files.writeString(folder.resolve("demo.yaml"), """
                users:
                  - {name: alice, password: alice of the demo, email: alice@example.org, roles: [user]}
                clients:
                  - client: {id: shop, name: Shop, grants: [client_credentials], scopes: [orders]}
                    secret: secret of the demo that is long enough
                """);
    }

    private Path password(String text) throws IOException {
        return Files.writeString(folder.resolve("password"), text + "\n");
    }

    private static String run(RunningAuthServer server, int code, String... args) {
        List<String> all = new ArrayList<>(Arrays.asList(args));
        all.addAll(server.settings());
        return run(code, all.toArray(String[]::new));
    }

    private static String run(int code, String... args) {
        List<String> all = new ArrayList<>(List.of("setup"));
        all.addAll(Arrays.asList(args));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int ended = SetupCommand.run(
                AuthServer.class, new PrintStream(out, true, StandardCharsets.UTF_8), all.toArray(String[]::new));
        assertThat(ended).as(out.toString(StandardCharsets.UTF_8)).isEqualTo(code);
        return out.toString(StandardCharsets.UTF_8);
    }
}
