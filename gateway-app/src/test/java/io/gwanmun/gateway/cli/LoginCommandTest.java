package io.gwanmun.gateway.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

import io.gwanmun.gateway.cli.login.SmallAuthServer;
import io.gwanmun.gateway.testing.RunningGateway;

import static org.assertj.core.api.Assertions.assertThat;

class LoginCommandTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final List<Duration> pauses = new ArrayList<>();

    @TempDir
    private Path home;

    private SmallAuthServer server;

    @BeforeEach
    void start() {
        server = SmallAuthServer.started();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void loginWhenCodeIsConfirmedThenTheTokenAloneOnStandardOutput() {
        server.refusing("authorization_pending").refusing("slow_down").refusing("authorization_pending");
        server.givingToken("token-1", "refresh-1", 300);

        assertThat(login("--scope", "orders:read orders:write")).isZero();

        assertThat(out).hasToString("token-1\n");
        assertThat(err).hasToString("Open " + server.issuer() + "/activate and enter the code ABCD-EFGH\n");
        assertThat(pauses).extracting(Duration::toSeconds).containsExactly(5L, 5L, 10L, 10L);
        assertThat(server.asked().get(0).form())
                .isEqualTo(Map.of("client_id", "gwanmun-cli", "scope", "orders:read orders:write"));
        assertThat(server.asked().get(1).form())
                .isEqualTo(Map.of(
                        "grant_type",
                        "urn:ietf:params:oauth:grant-type:device_code",
                        "device_code",
                        "device-1",
                        "client_id",
                        "gwanmun-cli"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "access_denied  | The login was refused in the browser.",
                "expired_token  | The code was not confirmed in time.",
                "invalid_client | The issuer ISSUER refused: invalid_client."
            })
    void loginWhenServerRefusesThenNoTokenAndASentence(String error, String sentence) {
        server.refusing("authorization_pending").refusing(error);

        assertThat(login()).isEqualTo(1);

        assertThat(out).hasToString("");
        assertThat(err.toString()).endsWith("\n" + sentence.replace("ISSUER", server.issuer()) + "\n");
    }

    @Test
    void loginWhenServerWritesControlCharactersThenTheTerminalDoesNotGetThem() {
        server.beginning(Map.of(
                "device_code",
                "d",
                "user_code",
                "A\u001b[2JB\r\nC",
                "verification_uri",
                server.issuer() + "/activate",
                "interval",
                1));
        server.giving(400, Map.of("error", "invalid_scope", "error_description", "no\u001b]0;x\u0007\u009b such"));

        assertThat(login()).isEqualTo(1);

        assertThat(err.toString())
                .doesNotContain("\u001b", "\u0007", "\u009b", "\r")
                .contains("A [2JB  C");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://example.test/x", "ftp://127.0.0.1/", "https://u:p@host/", "http://127.0.0.1.test/"})
    void loginWhenIssuerOrEndpointIsNeitherHttpsNorThisMachineThenNothingIsSent(String url) {
        assertThat(run("login", "--issuer", url)).isEqualTo(1);
        assertThat(err.toString()).contains("expected: an https URL, or http to this machine");

        server.saying("device_authorization_endpoint", url).saying("token_endpoint", url);
        assertThat(login()).isEqualTo(1);
        assertThat(server.asked()).isEmpty();
    }

    @Test
    void loginWhenServerCallsItselfOtherwiseThenRefused() {
        server.saying("issuer", "http://127.0.0.1:1");

        assertThat(login()).isEqualTo(1);

        assertThat(err.toString()).contains("calls itself \"http://127.0.0.1:1\"");
        assertThat(server.asked()).isEmpty();
    }

    @Test
    void loginWhenNobodyIsThereThenASentence() {
        String issuer = server.issuer();
        server.close();

        assertThat(run("login", "--issuer", issuer)).isEqualTo(1);

        assertThat(err).hasToString(issuer + " cannot be reached.\n");
    }

    @Test
    void loginWhenClientHasASecretThenItGoesByBasicAndNotInTheForm() throws Exception {
        server.givingToken("machine", "", 300);
        Path secret = Files.writeString(home.resolve("secret"), "s3:cret/+\n");

        assertThat(login("--client", "bot", "--client-credentials", "--secret-file", secret.toString()))
                .isZero();

        assertThat(out).hasToString("machine\n");
        SmallAuthServer.Asked asked = server.asked().get(0);
        assertThat(asked.form()).isEqualTo(Map.of("grant_type", "client_credentials"));
        assertThat(asked.authorization())
                .isEqualTo("Basic "
                        + Base64.getEncoder()
                                .encodeToString("bot:s3%3Acret%2F%2B".getBytes(StandardCharsets.US_ASCII)));
    }

    @Test
    void loginWhenTheWayIsSaidTwiceOrTheSecretNotAtAllThenUnusable() {
        assertThat(login("--browser", "--device")).isEqualTo(2);
        assertThat(login("--client-credentials")).isEqualTo(2);
        assertThat(run("login")).isEqualTo(2);
        assertThat(err.toString()).contains("--secret-env, --secret-file or --secret-stdin");
        assertThat(server.asked()).isEmpty();
    }

    @Test
    void loginWhenTokensAreKeptThenUsedRefreshedAndRenewed() throws Exception {
        Path file = home.resolve("token.json");
        server.givingToken("long", "refresh-1", 3600);
        assertThat(login("--store", file.toString())).isZero();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        int before = server.asked().size();

        assertThat(login("--store", file.toString())).isZero();
        assertThat(server.asked()).hasSize(before);

        Files.writeString(file, Files.readString(file).replaceAll("\"20[^\"]*Z\"", "\"2020-01-01T00:00:00Z\""));
        server.givingToken("short", "", 59);
        assertThat(login("--store", file.toString())).isZero();
        assertThat(server.asked().get(before).form())
                .containsEntry("grant_type", "refresh_token")
                .containsEntry("refresh_token", "refresh-1");

        server.refusing("invalid_grant").givingToken("new", "refresh-2", 3600);
        assertThat(login("--store", file.toString())).isZero();
        assertThat(login("--store", file.toString())).isZero();
        assertThat(out).hasToString("long\nlong\nshort\nnew\nnew\n");
        assertThat(home).isDirectoryNotContaining("glob:**.tmp");
    }

    @Test
    void loginWhenKeptTokensCanBeReadByOthersThenRefused() throws Exception {
        Path file = Files.writeString(home.resolve("token.json"), "{}");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

        assertThat(login("--store", file.toString())).isEqualTo(1);

        assertThat(err).hasToString(file + " can be read by others (expected: chmod 600).\n");
    }

    @Test
    void loginWhenBrowserComesBackThenTheCodeIsExchangedWithItsVerifier() throws Exception {
        server.saying("authorization_response_iss_parameter_supported", true).givingToken("browsed", "", 300);

        assertThat(browsed(query -> query + "&code=c-1&iss=" + server.issuer())).isZero();

        assertThat(out).hasToString("browsed\n");
        Map<String, String> form = server.asked().get(0).form();
        assertThat(form).containsEntry("grant_type", "authorization_code").containsEntry("code", "c-1");
        byte[] digest = MessageDigest.getInstance("SHA-256")
                .digest(String.valueOf(form.get("code_verifier")).getBytes(StandardCharsets.US_ASCII));
        Map<String, String> asked = SmallAuthServer.form(address().getRawQuery());
        assertThat(asked)
                .containsEntry("response_type", "code")
                .containsEntry("code_challenge_method", "S256")
                .containsEntry(
                        "code_challenge",
                        Base64.getUrlEncoder().withoutPadding().encodeToString(digest))
                .containsEntry("redirect_uri", form.get("redirect_uri"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "&code=c-1&iss=http://evil.test | came from another server",
                "&code=c-1                      | came from another server",
                "&error=access_denied&iss=OWN   | was refused in the browser"
            })
    void loginWhenBrowserBringsNoCodeOfThisServerThenNoToken(String back, String sentence) throws Exception {
        server.saying("authorization_response_iss_parameter_supported", true);

        assertThat(browsed(query -> query + back.replace("OWN", server.issuer())))
                .isEqualTo(1);

        assertThat(err.toString()).contains(sentence);
        assertThat(server.asked()).isEmpty();
    }

    @Test
    void loginWhenAnotherStateComesBackThenItIsNotHeard() throws Exception {
        server.givingToken("browsed", "", 300);
        CompletableFuture<Integer> code = CompletableFuture.supplyAsync(() -> login("--browser"));
        RunningGateway.await(() -> err.toString().contains("code_challenge_method"));

        assertThat(call("state=other&code=evil")).isEqualTo(400);
        assertThat(call("state=" + state() + "&code=good")).isEqualTo(200);

        assertThat(code.get(20, TimeUnit.SECONDS)).isZero();
        assertThat(server.asked()).hasSize(1);
        assertThat(server.asked().get(0).form()).containsEntry("code", "good");
    }

    private int browsed(UnaryOperator<String> back) throws Exception {
        CompletableFuture<Integer> code = CompletableFuture.supplyAsync(() -> login("--browser"));
        RunningGateway.await(() -> err.toString().contains("code_challenge_method"));
        call(back.apply("state=" + state()));
        return code.get(20, TimeUnit.SECONDS);
    }

    private int call(String query) throws Exception {
        String back = SmallAuthServer.form(address().getRawQuery()).get("redirect_uri");
        assertThat(back).startsWith("http://127.0.0.1:");
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(back + "?" + query)).build(),
                        HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    private String state() {
        return String.valueOf(SmallAuthServer.form(address().getRawQuery()).get("state"));
    }

    private URI address() {
        String text = err.toString();
        return URI.create(text.substring(text.indexOf("http")).split("\n")[0]);
    }

    private int login(String... more) {
        List<String> arguments = new ArrayList<>(List.of("login", "--issuer", server.issuer()));
        arguments.addAll(List.of(more));
        return run(arguments.toArray(String[]::new));
    }

    private int run(String... arguments) {
        PrintWriter errors = new PrintWriter(err, true);
        CommandLine command = new CommandLine(new LoginCommand(new PrintWriter(out, true), errors, pauses::add));
        command.setErr(errors).setExecutionExceptionHandler((thrown, line, result) -> {
            errors.println(thrown.getMessage());
            return 2;
        });
        return command.execute(List.of(arguments).subList(1, arguments.length).toArray(String[]::new));
    }
}
