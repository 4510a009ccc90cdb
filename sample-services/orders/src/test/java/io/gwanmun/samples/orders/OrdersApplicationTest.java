package io.gwanmun.samples.orders;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

class OrdersApplicationTest {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final String FLAT_SECOND =
            "{\"version\":1,\"id\":2,\"user\":1,\"placed\":\"2026-09-14T17:05:00Z\",\"items\":[\"1 x compass\"],"
                    + "\"total\":\"89.90 USD\"}";
    private static final String PRICED_SECOND =
            "{\"version\":2,\"id\":2,\"user\":1,\"placed\":\"2026-09-14T17:05:00Z\",\"items\":[{\"name\":\"compass\","
                    + "\"quantity\":1,\"price\":89.90,\"currency\":\"USD\"}]}";
    private static final String TWO_ANCHORS = """
            {"user": 3, "currency": "EUR", "items": [{"name": "anchor", "quantity": 2, "price": 120.25}]}
            """;

    private static ConfigurableApplicationContext service;

    @BeforeAll
    static void start() {
        service = SpringApplication.run(OrdersApplication.class, "--server.port=0");
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void healthWhenStartedThenUp() throws Exception {
        HttpResponse<String> answer = get("/health");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"status\":\"UP\"}");
    }

    @Test
    void orderWhenFirstVersionInPathThenFlat() throws Exception {
        assertThat(get("/v1/orders/2").body()).isEqualTo(FLAT_SECOND);
    }

    @Test
    void orderWhenSecondVersionInPathThenPriced() throws Exception {
        assertThat(get("/v2/orders/2").body()).isEqualTo(PRICED_SECOND);
    }

    @Test
    void orderWhenNoVersionThenFlat() throws Exception {
        assertThat(get("/orders/2").body()).isEqualTo(FLAT_SECOND);
    }

    @Test
    void orderWhenVersionHeaderThenItsShape() throws Exception {
        assertThat(get("/orders/2", "1").body()).isEqualTo(FLAT_SECOND);
        assertThat(get("/orders/2", "2").body()).isEqualTo(PRICED_SECOND);
    }

    @Test
    void orderWhenVersionHeaderContradictsPathThenPathDecides() throws Exception {
        assertThat(get("/v1/orders/2", "2").body()).isEqualTo(FLAT_SECOND);
    }

    @Test
    void orderWhenVersionHeaderUnknownThenProblem() throws Exception {
        HttpResponse<String> refused = get("/orders/2", "3");

        assertProblem(refused, 400);
        assertThat(refused.body()).contains("Accept-Version: 3 (expected: 1 or 2)");
    }

    @Test
    void orderWhenUnknownThenProblem() throws Exception {
        HttpResponse<String> refused = get("/v2/orders/4711");

        assertProblem(refused, 404);
        assertThat(refused.body()).contains("There is no order 4711.");
    }

    @Test
    void orderWhenIdIsNoNumberThenProblem() throws Exception {
        assertProblem(get("/orders/second"), 400);
    }

    @Test
    void listWhenUserGivenThenOnlyOrdersOfTheUser() throws Exception {
        assertThat(get("/orders?user=1").body())
                .startsWith("{\"orders\":[")
                .contains(FLAT_SECOND, "\"total\":\"275.00 USD\"")
                .doesNotContain("\"user\":2");
        assertThat(get("/orders/?user=1").body())
                .isEqualTo(get("/orders?user=1").body());
        assertThat(get("/v2/orders?user=1").body()).contains(PRICED_SECOND);
        assertThat(get("/orders?user=4711").body()).isEqualTo("{\"orders\":[]}");
    }

    @Test
    void listWhenNoUserThenOrdersOfAll() throws Exception {
        assertThat(get("/orders").body()).contains("\"user\":1", "\"user\":2", "\"user\":4");
    }

    @Test
    void listWhenUserIsNoNumberThenProblem() throws Exception {
        assertProblem(get("/orders?user=ann"), 400);
    }

    @Test
    void createWhenValidThenCreatedInTheShapeOfThePathAndReadBack() throws Exception {
        HttpResponse<String> created = post("/v2/orders", TWO_ANCHORS);

        String location = created.headers().firstValue("Location").orElseThrow();
        assertThat(created.statusCode()).isEqualTo(201);
        assertThat(location).matches("/v2/orders/[0-9]+");
        assertThat(get(location).body())
                .isEqualTo(created.body())
                .contains("{\"name\":\"anchor\",\"quantity\":2,\"price\":120.25,\"currency\":\"EUR\"}");
        assertThat(get(location.replace("v2", "v1")).body()).contains("2 x anchor", "240.50 EUR");
    }

    @Test
    void createWhenListEndsWithSlashThenLocationHasOneSlash() throws Exception {
        HttpResponse<String> created = post("/orders/", TWO_ANCHORS);

        assertThat(created.headers().firstValue("Location").orElseThrow()).matches("/orders/[0-9]+");
    }

    @Test
    void createWhenFieldsAreWrongThenEachIsNamed() throws Exception {
        HttpResponse<String> refused = post(
                "/orders",
                "{\"user\": 0, \"currency\": \"euro\", \"items\":"
                        + " [{\"name\": \"rope\", \"quantity\": 1, \"price\": 1}, {\"quantity\": 0, \"price\": -1}, null]}");

        assertProblem(refused, 400);
        assertThat(refused.body())
                .contains("user: 0 (expected:", "currency: euro (expected:", "items[1]: 0 x missing at -1 (expected:")
                .contains("items[2]: missing (expected:")
                .doesNotContain("items[0]");
    }

    @Test
    void createWhenFieldsAreMissingThenEachIsNamed() throws Exception {
        HttpResponse<String> refused = post("/orders", "{}");

        assertProblem(refused, 400);
        assertThat(refused.body()).contains("user: missing", "currency: missing", "items: missing");
    }

    @Test
    void createWhenBodyIsNoJsonThenProblem() throws Exception {
        assertProblem(post("/orders", "{"), 400);
    }

    private static void assertProblem(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(answer.body()).contains("\"status\":" + status);
    }

    private static HttpResponse<String> get(String path) throws Exception {
        return CLIENT.send(at(path).build(), BodyHandlers.ofString());
    }

    private static HttpResponse<String> get(String path, String version) throws Exception {
        return CLIENT.send(at(path).header("Accept-Version", version).build(), BodyHandlers.ofString());
    }

    private static HttpResponse<String> post(String path, String body) throws Exception {
        HttpRequest request = at(path).header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build();
        return CLIENT.send(request, BodyHandlers.ofString());
    }

    private static HttpRequest.Builder at(String path) {
        String port = service.getEnvironment().getRequiredProperty("local.server.port");
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }
}
