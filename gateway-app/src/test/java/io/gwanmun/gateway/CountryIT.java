package io.gwanmun.gateway;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Mono;

import io.gwanmun.gateway.testing.CountryFile;
import io.gwanmun.gateway.testing.Http2Reply;
import io.gwanmun.gateway.testing.LeakWatch;
import io.gwanmun.gateway.testing.RawClient;
import io.gwanmun.gateway.testing.RawHttp2;
import io.gwanmun.gateway.testing.Reply;
import io.gwanmun.gateway.testing.RunningGateway;
import io.gwanmun.gateway.testing.Service;
import io.gwanmun.gateway.testing.TokenIssuer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Where calls go by the country they come from, and who is asked for it. */
@ExtendWith(LeakWatch.class)
class CountryIT {

    private static final String YAML = """
            apiVersion: gateway/v1
            network: {trustedProxies: [127.0.0.1]}
            countries:
              europe: [DE, FR, ES, IT]
              asia: [KR, JP]
            upstreams:
              users: {targets: ["%1$s"]}
            issuers: {home: {issuer: "%2$s", audiences: [gateway]}}
            apis:
              open:
                path: /open
                access: none
                routes:
                  address:
                    match: {path: /address}
                    to: %3$s
                  header:
                    match: {path: /header}
                    country: {from: [{header: CF-IPCountry}, address]}
                    to: %3$s
                  body:
                    match: {path: /body}
                    country: {from: {body: /customer/country, most: 1KB}, send: X-Country}
                    to: %3$s
                  told:
                    match: {path: /told}
                    country: {send: X-Country}
                    to: {upstream: users}
                  plain: {match: {path: /plain}, to: {upstream: users}}
                  silent:
                    match: {path: /silent}
                    country: {from: [{header: CF-IPCountry}, {body: /country}]}
                    to: {upstream: users}
              closed:
                path: /closed
                country: {from: [{claim: address.country}, {header: CF-IPCountry}, address, {body: /country}], send: X-Country}
                routes:
                  all: {match: {path: "/{rest...}"}, to: %3$s}
            """;
    private static final String CASES = """
            [{when: {country: europe}, upstream: users, path: /europe}, \
            {when: {country: [asia, US]}, upstream: users, path: /far}, \
            {when: {country: unknown}, upstream: users, path: /unknown}, {upstream: users, path: /rest}]""";

    @TempDir
    private static Path folder;

    private static TokenIssuer issuer;
    private static Service service;
    private static Path file;
    private static RunningGateway gateway;

    @BeforeAll
    static void start() {
        file = CountryFile.write(folder.resolve("countries.mmdb"), CountryFile.LINES);
        service = Service.handling((request, response) ->
                response.sendString(Mono.just(request.uri())).then());
        issuer = new TokenIssuer();
        gateway = RunningGateway.with(
                YAML.formatted(service.url(), issuer.url(), CASES),
                "--gateway.country.database=" + file,
                "--gateway.country.poll-interval=10ms");
    }

    @AfterAll
    static void stop() {
        gateway.close();
        issuer.close();
        service.close();
    }

    @BeforeEach
    void forget() {
        service.forget();
    }

    private static String from(String address) {
        return "X-Forwarded-For: " + address;
    }

    private static String post(String path, String body, String... headers) {
        String[] all = Arrays.copyOf(headers, headers.length + 1);
        all[headers.length] = "Content-Length: " + body.getBytes(StandardCharsets.UTF_8).length;
        return RawClient.head("POST", path, all) + body;
    }

    private static Reply posted(String path, String body, String... headers) {
        try (RawClient client = gateway.connect()) {
            return client.send(post(path, body, headers)).reply();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, /europe",
        "192.0.2.200, /europe",
        "198.51.100.1, /far",
        "203.0.113.1, /far",
        "2001:db8::7, /far",
        "::ffff:192.0.2.1, /europe",
        "10.0.0.1, /unknown",
        "8.8.8.8, /unknown",
    })
    void getWhenAddressIsOfARangeThenTheCaseOfItsCountryIsTaken(String address, String path) {
        assertThat(gateway.get("/open/address", from(address)).text()).isEqualTo(path);
    }

    @ParameterizedTest
    @CsvSource({
        "FR, /europe",
        "fr, /europe",
        "JP, /far",
        "BR, /rest",
        "XX, /far",
        "T1, /far",
        "EUROPE, /far",
        "'DE,FR', /far",
    })
    void getWhenATrustedProxySaysTheCountryThenItComesBeforeTheAddress(String said, String path) {
        assertThat(gateway.get("/open/header", from("198.51.100.1"), "cf-ipcountry: " + said)
                        .text())
                .isEqualTo(path);
    }

    @Test
    void getWhenCountryIsKnownThenServiceAndLogAreTold() {
        gateway.get("/open/told", from("203.0.113.1"), "X-Request-Id: told", "X-Country: DE", "X_Country: DE");

        assertThat(service.seen().all("X-Country")).containsExactly("KR");
        assertThat(gateway.logged("told")).containsEntry("country", "KR");
    }

    @Test
    void getWhenCountryIsUnknownThenServiceGetsNoHeaderAndItIsCounted() {
        double before = gateway.metric("gateway_country_unknown_total", "route=\"told\"");

        gateway.get("/open/told", from("10.0.0.1"), "X-Request-Id: untold", "X-Country: DE");

        assertThat(service.seen().all("X-Country")).isEmpty();
        assertThat(gateway.logged("untold")).containsEntry("country", null);
        assertThat(gateway.metric("gateway_country_unknown_total", "route=\"told\""))
                .isEqualTo(before + 1);
    }

    @Test
    void getWhenRouteDoesNotAskThenNobodyIsAsked() {
        assertThat(gateway.get("/open/plain", from("203.0.113.1"), "X-Request-Id: plain", "X-Country: DE")
                        .status())
                .isEqualTo(200);

        assertThat(service.seen().all("X-Country")).isEmpty();
        assertThat(gateway.logged("plain")).containsEntry("country", null);
    }

    @Test
    void getWhenTokenSaysTheCountryThenItComesBeforeAllElse() {
        String token = TokenIssuer.bearer(issuer.token("address", Map.of("country", "it")));

        Reply reply = gateway.get("/closed/x", from("198.51.100.1"), "CF-IPCountry: KR", token);

        assertThat(reply.text()).isEqualTo("/europe");
        assertThat(service.seen().all("X-Country")).containsExactly("IT");
    }

    @ParameterizedTest
    @CsvSource({"XX", "Germany", "''", "D\u0130"})
    void getWhenClaimIsNoCountryThenTheNextIsAsked(String claim) {
        String token = TokenIssuer.bearer(issuer.token("address", Map.of("country", claim)));

        assertThat(gateway.get("/closed/x", from("198.51.100.1"), token).text()).isEqualTo("/far");
    }

    @Test
    void getWhenClaimIsAListThenTheNextIsAsked() {
        String token = TokenIssuer.bearer(issuer.token("address", Map.of("country", List.of("DE"))));

        assertThat(gateway.get("/closed/x", from("198.51.100.1"), token).text()).isEqualTo("/far");
        assertThat(posted(
                                "/closed/x",
                                "{\"country\":\"DE\"}",
                                from("10.0.0.1"),
                                token,
                                "Content-Type: application/json")
                        .text())
                .isEqualTo("/europe");
    }

    @ParameterizedTest
    @CsvSource({"application/json", "application/json; charset=utf-8", "Application/Vnd.Shop+JSON"})
    void postWhenBodySaysTheCountryThenServiceGetsItWhole(String type) {
        String body = "{\"customer\": {\"country\": \"fr\"}, \"text\": \"" + "x".repeat(900) + "\"}";

        assertThat(posted("/open/body", body, "Content-Type: " + type).text()).isEqualTo("/europe");
        Service.Seen seen = service.seen();
        assertThat(seen.body()).isEqualTo(body);
        assertThat(seen.header("Content-Length")).isEqualTo("" + body.length());
        assertThat(seen.header("X-Country")).isEqualTo("FR");
    }

    @Test
    void postWhenBodyComesInPiecesOfUnknownLengthThenServiceGetsItWhole() {
        try (RawClient client = gateway.connect()) {
            client.send(RawClient.head(
                    "POST", "/open/body", "Content-Type: application/json", "Transfer-Encoding: chunked"));
            for (String part : List.of("{\"customer\": ", "{\"country\":", " \"K", "R\"}", "}")) {
                client.sendChunk(part.getBytes(StandardCharsets.UTF_8));
                gateway.awaitLooks(1);
            }
            assertThat(service.isUnasked()).isTrue();
            client.sendChunk(new byte[0]);

            assertThat(client.reply().text()).isEqualTo("/far");
            assertThat(service.seen().body()).isEqualTo("{\"customer\": {\"country\": \"KR\"}}");
            assertThat(client.send(post("/open/body", "{}", "Content-Type: application/json"))
                            .reply()
                            .text())
                    .isEqualTo("/unknown");
        }
    }

    @Test
    void postWhenClientExpectsContinueThenItIsTold() {
        String body = "{\"customer\": {\"country\": \"DE\"}}";
        try (RawClient client = gateway.connect()) {
            client.send(RawClient.head(
                    "POST",
                    "/open/body",
                    "Content-Type: application/json",
                    "Content-Length: " + body.length(),
                    "Expect: 100-continue"));
            assertThat(client.replyHead().get(0)).isEqualTo("HTTP/1.1 100 Continue");
            client.send(body);
            assertThat(client.reply().text()).isEqualTo("/europe");
        }
        assertThat(service.seen().body()).isEqualTo(body);
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void postWhenOnHttp2ThenTheBodyIsReadToo(boolean isLengthKnown) {
        String body = "{\"customer\": {\"country\": \"DE\"}}";
        String[] type = {"content-type=application/json"};
        String[] both = {"content-type=application/json", "content-length=" + body.length()};
        try (RawHttp2 client = RawHttp2.to(gateway.port())) {
            client.open(1, RawHttp2.request("POST", "localhost", "/open/body", isLengthKnown ? both : type));
            client.frame(RawHttp2.DATA, 0, 1, body.substring(0, 9).getBytes(StandardCharsets.UTF_8));
            client.frame(
                    RawHttp2.DATA, RawHttp2.END_STREAM, 1, body.substring(9).getBytes(StandardCharsets.UTF_8));
            Http2Reply reply = client.flush().reply(1);

            assertThat(reply.body()).asString().isEqualTo("/europe");
        }
        assertThat(service.seen().body()).isEqualTo(body);
    }

    @Test
    void postWhenBodyIsAsLongAsTheCapThenReadAndOneByteMoreIsRefused() {
        String body = "{\"customer\": {\"country\": \"DE\"}, \"text\": \"" + "x".repeat(981) + "\"}";
        assertThat(body).hasSize(1024);

        assertThat(posted("/open/body", body, "Content-Type: application/json").text())
                .isEqualTo("/europe");
        Reply refused = posted("/open/body", body + " ", "Content-Type: application/json");
        assertThat(refused.status()).isEqualTo(413);
        assertThat(refused.json()).containsEntry("type", "urn:gwanmun:fault:body-too-large");
    }

    @Test
    void postWhenBodyOfUnknownLengthIsTooLongThenRefused() {
        service.forget();
        try (RawClient client = gateway.connect()) {
            client.send(RawClient.head(
                    "POST", "/open/body", "Content-Type: application/json", "Transfer-Encoding: chunked"));
            client.sendChunk(("{\"customer\": {\"country\": \"DE\"}, \"text\": \"" + "x".repeat(2000) + "\"}")
                    .getBytes(StandardCharsets.UTF_8));
            assertThat(client.reply().status()).isEqualTo(413);
        }
        assertThat(service.isUnasked()).isTrue();
    }

    @Test
    void postWhenRouteDoesNotAskThenTheBodyIsNotHeldToTheCap() {
        String body = "{\"country\": \"" + "x".repeat(200_000) + "\"}";

        assertThat(posted("/open/silent", body, "Content-Type: application/json")
                        .status())
                .isEqualTo(200);
        assertThat(service.seen().body()).hasSize(body.length());
    }

    @Test
    void postWhenBodyIsNoPlainJsonThenItIsNotReadAndNotHeldToTheCap() {
        String body = "{\"customer\": {\"country\": \"DE\"}, \"text\": \"" + "x".repeat(2000) + "\"}";

        assertThat(posted("/open/body", body, "Content-Type: text/plain").text())
                .isEqualTo("/unknown");
        assertThat(posted("/open/body", body, "Content-Type: application/json", "Content-Encoding: gzip")
                        .text())
                .isEqualTo("/unknown");
        assertThat(posted("/open/body", body).text()).isEqualTo("/unknown");
        assertThat(gateway.get("/open/body").text()).isEqualTo("/unknown");
    }

    @Test
    void getWhenDatabaseIsReplacedThenTheNewOneIsAskedAndADamagedOneIsNot() throws Exception {
        byte[] sound = Files.readAllBytes(file);
        try {
            CountryFile.write(file, List.of("192.0.2.0/24 US"));
            RunningGateway.await(
                    () -> gateway.get("/open/address", from("192.0.2.1")).text().equals("/far"));

            CountryFile.write(file, "no database".getBytes(StandardCharsets.US_ASCII));
            RunningGateway.await(() -> gateway.metric("gateway_country_database_rejected") == 1);
            assertThat(gateway.get("/open/address", from("192.0.2.1")).text()).isEqualTo("/far");
        } finally {
            CountryFile.write(file, sound);
        }
        RunningGateway.await(
                () -> gateway.get("/open/address", from("192.0.2.1")).text().equals("/europe"));
        assertThat(gateway.metric("gateway_country_database_rejected")).isZero();
        assertThat(gateway.metric("gateway_country_database_age_seconds")).isPositive();
    }

    @Test
    void startWhenDatabaseIsMissingThenRefusedWithItsName() {
        assertThatThrownBy(() -> RunningGateway.with(
                        "apiVersion: gateway/v1\n", "--gateway.country.database=" + folder.resolve("none.mmdb")))
                .rootCause()
                .hasMessage("no such file");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"'' | \"country\" beside it", "'country: {from: address}, ' | as country asks for address"})
    void readWhenThereIsNoDatabaseThenSaysWhatToSet(@Nullable String policy, String expected) {
        String yaml = "apiVersion: gateway/v1\napis: {a: {path: /a, access: none, routes: {one: {" + policy
                + "to: [{when: {country: DE}, answer: {status: 204}}, {answer: {status: 200}}]}}}}\n";
        try (RunningGateway without = RunningGateway.reading(yaml, "--gateway.country.database=")) {
            assertThat(without.status().rejected()).singleElement().satisfies(mistake -> {
                assertThat(mistake.where()).isEqualTo("apis.a.routes.one");
                assertThat(mistake.expected())
                        .contains("gateway.country.database")
                        .contains(expected);
            });
        }
    }
}
