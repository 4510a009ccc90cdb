package io.gwanmun.gateway.attack;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

import io.gwanmun.gateway.testing.CountryFile;
import io.gwanmun.gateway.testing.LeakWatch;
import io.gwanmun.gateway.testing.RawClient;
import io.gwanmun.gateway.testing.Reply;
import io.gwanmun.gateway.testing.RunningGateway;
import io.gwanmun.gateway.testing.Service;

import static org.assertj.core.api.Assertions.assertThat;

/** Which country does a caller claim to be in? Calls of clients that are connected directly, and of such behind a proxy. */
@ExtendWith(LeakWatch.class)
class CountryAttackIT {

    private static final String YAML = """
            apiVersion: gateway/v1
            network: {trustedProxies: [%s]}
            upstreams: {echo: {targets: ["%s"]}}
            apis:
              shop:
                path: /shop
                access: none
                country: {from: [{header: CF-IPCountry}, address], send: X-Country}
                routes:
                  all:
                    match: {path: "/all"}
                    to: [{when: {country: DE}, upstream: echo, path: /german}, {upstream: echo, path: /default}]
                  indifferent:
                    match: {path: "/indifferent"}
                    country: {from: {header: CF-IPCountry}}
                    to: {upstream: echo}
                  body:
                    match: {path: "/body"}
                    country: {from: {body: /country}}
                    to: [{when: {country: DE}, upstream: echo, path: /german}, {upstream: echo, path: /default}]
            """;
    private static final String JSON = "Content-Type: application/json";

    @TempDir
    private static Path folder;

    private static Service service;
    private static RunningGateway direct;
    private static RunningGateway behind;

    @BeforeAll
    static void start() {
        Path file = CountryFile.write(folder.resolve("countries.mmdb"), List.of("127.0.0.0/8 US", "192.0.2.0/24 DE"));
        service = Service.handling((request, response) ->
                response.sendString(Mono.just(request.uri())).then());
        String database = "--gateway.country.database=" + file;
        direct = RunningGateway.with(
                YAML.formatted("10.0.0.0/8", service.url()),
                database,
                "--gateway.ingress.rate-grace=400ms",
                "--gateway.ingress.min-rate=1KB");
        behind = RunningGateway.with(YAML.formatted("127.0.0.1", service.url()), database);
    }

    @AfterAll
    static void stop() {
        direct.close();
        behind.close();
        service.close();
    }

    @BeforeEach
    void forget() {
        service.forget();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CF-IPCountry: DE",
                "cf-ipcountry:DE",
                "CF_IPCountry: DE",
                "X-Country: DE",
                "x_country: DE",
                "X-Forwarded-For: 192.0.2.1",
                "Forwarded: for=192.0.2.1",
                "X-Real-IP: 192.0.2.1",
                "True-Client-IP: 192.0.2.1",
                "X-Client-IP: 192.0.2.1"
            })
    void getWhenAClientSaysWhereItIsThenItsAddressDecidesAndTheServiceIsNotToldItsWord(String header) {
        assertThat(direct.get("/shop/all", header).text()).isEqualTo("/default");

        assertThat(service.seen().headers()).noneMatch(line -> line.contains("DE") || line.contains("192.0.2.1"));
        direct.get("/shop/indifferent", header);
        assertThat(service.seen().headers()).noneMatch(line -> line.contains("DE"));
    }

    @Test
    void getWhenAClientSaysItBesideTheProxyThenNeitherIsBelieved() {
        String[] both = {"CF-IPCountry: DE", "CF-IPCountry: US", "X-Forwarded-For: 127.0.0.2"};
        assertThat(behind.get("/shop/all", both).text()).isEqualTo("/default");
        assertThat(service.seen().all("CF-IPCountry")).isEmpty();

        assertThat(behind.get("/shop/all", "CF-IPCountry: US,DE", "X-Forwarded-For: 127.0.0.2")
                        .text())
                .isEqualTo("/default");
    }

    @Test
    void getWhenAClientOfAnotherGatewaySaysItThenTheAddressDecides() {
        String[] through = {"CF-IPCountry: DE", "Gateway-Region: eu", "X-Forwarded-For: 127.0.0.2"};
        assertThat(behind.get("/shop/all", through).text()).isEqualTo("/default");
        assertThat(service.seen().headers()).noneMatch(line -> line.contains("DE"));
    }

    @Test
    void getWhenAClientPutsAddressesInFrontThenTheProxysWordCounts() {
        assertThat(behind.get("/shop/all", "X-Forwarded-For: 192.0.2.1, 127.0.0.2")
                        .text())
                .isEqualTo("/default");
        assertThat(behind.get("/shop/all", "X-Forwarded-For: 127.0.0.2, 192.0.2.1")
                        .text())
                .isEqualTo("/german");
    }

    @Test
    void getWhenAClientHasTheProxysHeaderRemovedThenTheNextSourceIsAsked() {
        assertThat(behind.get("/shop/all", "CF-IPCountry: DE", "Connection: CF-IPCountry", "X-Forwarded-For: 127.0.0.2")
                        .text())
                .isEqualTo("/default");
    }

    @Test
    void getWhenAClientHasTheHeaderForTheServiceRemovedThenItIsToldAllTheSame() {
        direct.get("/shop/all", "Connection: X-Country", "X-Country: DE");

        assertThat(service.seen().all("X-Country")).containsExactly("US");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"country\": \"DE\", \"country\": \"US\"}",
                "{\"country\": \"DE\"}{\"country\": \"US\"}",
                "{\"country\": \"\uFF24\uFF25\"}",
                "{\"country\": [\"DE\"]}",
                "{\"country\": \"DE\\u0000\"}",
                "{\"country\": \"DE\"",
                "{\"COUNTRY\": \"DE\"}"
            })
    void postWhenABodyCouldBeReadInTwoWaysThenNobodyKnowsAndTheServiceGetsItAsItCame(String body) {
        assertThat(posted(body.getBytes(StandardCharsets.UTF_8), JSON).text()).isEqualTo("/default");
        assertThat(service.seen().body()).isEqualTo(body);
    }

    @Test
    void postWhenBodyIsDeepThenNobodyKnows() {
        byte[] deep = ("{\"country\": \"DE\", \"x\": " + "[".repeat(30_000) + "]".repeat(30_000) + "}")
                .getBytes(StandardCharsets.UTF_8);

        assertThat(posted(deep, JSON).text()).isEqualTo("/default");
    }

    @Test
    void postWhenBodyIsCompressedThenItIsNotUnpacked() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write("{\"country\": \"DE\"}".getBytes(StandardCharsets.UTF_8));
        }

        assertThat(posted(packed.toByteArray(), JSON, "Content-Encoding: gzip").text())
                .isEqualTo("/default");
        assertThat(posted(packed.toByteArray(), JSON).text()).isEqualTo("/default");
    }

    @Test
    void postWhenBodyHasTwoTypesThenItIsNotRead() {
        byte[] body = "{\"country\": \"DE\"}".getBytes(StandardCharsets.UTF_8);

        assertThat(posted(body, JSON, "Content-Type: text/plain").text()).isEqualTo("/default");
    }

    @Test
    void postWhenBodyIsSlowThenTheClientIsCutAndTheServiceNotBothered() {
        try (RawClient client = direct.connect()) {
            client.send(RawClient.head("POST", "/shop/body", JSON, "Content-Length: 1000"))
                    .send("{\"country\"");

            assertThat(client.reply().status()).isEqualTo(408);
        }
        assertThat(service.isUnasked()).isTrue();
    }

    @Test
    void postWhenMoreWaitThanThereIsRoomForThenRefusedAndServedAgainAfterwards() {
        List<RawClient> waiting = new ArrayList<>();
        try {
            for (int i = 0; i < 1024; i++) {
                waiting.add(behind.connect()
                        .send(RawClient.head("POST", "/shop/body", JSON, "Transfer-Encoding: chunked")));
            }
            RunningGateway.await(() -> posted(behind, new byte[0]) == 503);
        } finally {
            waiting.forEach(RawClient::close);
        }
        RunningGateway.await(() -> posted(behind, new byte[0]) == 200);
    }

    private static int posted(RunningGateway gateway, byte[] chunk) {
        try (RawClient client = gateway.connect()) {
            client.send(RawClient.head("POST", "/shop/body", JSON, "Transfer-Encoding: chunked"));
            return client.sendChunk(chunk).reply().status();
        }
    }

    private static Reply posted(byte[] body, String... headers) {
        String[] all = Arrays.copyOf(headers, headers.length + 1);
        all[headers.length] = "Content-Length: " + body.length;
        try (RawClient client = direct.connect()) {
            return client.send(RawClient.head("POST", "/shop/body", all))
                    .send(body)
                    .reply();
        }
    }
}
