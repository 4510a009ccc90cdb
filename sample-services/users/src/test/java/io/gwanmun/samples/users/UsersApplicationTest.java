package io.gwanmun.samples.users;

import java.io.IOException;
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
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class UsersApplicationTest {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final String FAY = """
            {"name": "Fay Fox", "email": "fay@example.com", "country": "IE", "salary": 70000.50, "currency": "EUR"}
            """;

    private static ConfigurableApplicationContext us;
    private static ConfigurableApplicationContext eu;

    @BeforeAll
    static void start() {
        us = SpringApplication.run(UsersApplication.class, "--server.port=0");
        eu = SpringApplication.run(UsersApplication.class, "--server.port=0", "--users.region=eu");
    }

    @AfterAll
    static void stop() {
        us.close();
        eu.close();
    }

    @Test
    void healthWhenStartedThenUp() throws Exception {
        HttpResponse<String> answer = get(us, "/health");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"status\":\"UP\"}");
    }

    @Test
    void listWhenNoFilterThenUsersOfTheRegion() throws Exception {
        HttpResponse<String> american = get(us, "/users");
        HttpResponse<String> european = get(eu, "/users");

        assertThat(american.body()).startsWith("{\"region\":\"us\",\"users\":[").contains("Ann Archer");
        assertThat(american.headers().firstValue("X-Region")).contains("us");
        assertThat(european.body()).startsWith("{\"region\":\"eu\",\"users\":[").contains("Anja Adler");
        assertThat(european.headers().firstValue("X-Region")).contains("eu");
    }

    @Test
    void listWhenAddressEndsWithSlashThenSameList() throws Exception {
        assertThat(get(us, "/users/?name=ann").body())
                .isEqualTo(get(us, "/users?name=ann").body());
    }

    @Test
    void listWhenNameGivenThenOnlyMatchingUsersInAnyLetterCase() throws Exception {
        assertThat(get(us, "/users?name=CRUZ").body())
                .isEqualTo("{\"region\":\"us\",\"users\":[{\"region\":\"us\",\"id\":3,\"name\":\"Carla Cruz\","
                        + "\"email\":\"carla.cruz@example.com\",\"country\":\"MX\"}]}");
        assertThat(get(us, "/users?name=nobody").body()).isEqualTo("{\"region\":\"us\",\"users\":[]}");
    }

    @Test
    void summaryWhenKnownThenNoSalary() throws Exception {
        HttpResponse<String> answer = get(eu, "/users/2");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("X-Region")).contains("eu");
        assertThat(answer.body())
                .isEqualTo("{\"region\":\"eu\",\"id\":2,\"name\":\"Bruno Bianchi\","
                        + "\"email\":\"bruno.bianchi@example.com\",\"country\":\"IT\"}");
    }

    @Test
    void detailsWhenKnownThenAllFields() throws Exception {
        assertThat(get(us, "/users/1/details").body())
                .isEqualTo("{\"region\":\"us\",\"id\":1,\"name\":\"Ann Archer\",\"email\":\"ann.archer@example.com\","
                        + "\"country\":\"US\",\"salary\":98000,\"currency\":\"USD\"}");
    }

    @Test
    void summaryWhenUnknownThenProblemOfTheRegion() throws Exception {
        HttpResponse<String> answer = get(eu, "/users/4711");

        assertProblem(answer, 404);
        assertThat(answer.headers().firstValue("X-Region")).contains("eu");
        assertThat(answer.body())
                .contains("There is no user 4711 in this region.")
                .contains("\"region\":\"eu\"");
    }

    @Test
    void detailsWhenUnknownThenProblem() throws Exception {
        assertProblem(get(us, "/users/4711/details"), 404);
    }

    @Test
    void summaryWhenIdIsNoNumberThenProblem() throws Exception {
        assertProblem(get(us, "/users/ann"), 400);
    }

    @Test
    void anyWhenPathUnknownThenProblemOfTheRegion() throws Exception {
        HttpResponse<String> answer = get(us, "/nowhere");

        assertProblem(answer, 404);
        assertThat(answer.headers().firstValue("X-Region")).contains("us");
    }

    @Test
    void createWhenValidThenCreatedAndReadBack() throws Exception {
        HttpResponse<String> created = post(eu, FAY);

        String location = created.headers().firstValue("Location").orElseThrow();
        assertThat(created.statusCode()).isEqualTo(201);
        assertThat(location).matches("/users/[0-9]+");
        assertThat(created.headers().firstValue("X-Region")).contains("eu");
        assertThat(get(eu, location + "/details").body())
                .isEqualTo(created.body())
                .contains("Fay Fox", "70000.50");
    }

    @Test
    void createWhenFieldsAreWrongThenEachIsNamed() throws Exception {
        HttpResponse<String> refused = post(
                us,
                "{\"name\": \" \", \"email\": \"ann\", \"country\": \"de\", \"salary\": -1, \"currency\": \"EURO\"}");

        assertProblem(refused, 400);
        assertThat(refused.body())
                .contains("name:   (expected: 1 to 100 characters)")
                .contains("email: ann (expected: an address like ann@example.com)")
                .contains("country: de (expected: two capital letters, e.g. DE)")
                .contains("salary: -1 (expected: a number from 0 to 1000000000)")
                .contains("currency: EURO (expected: three capital letters, e.g. EUR)");
    }

    @Test
    void createWhenFieldsAreMissingThenEachIsNamed() throws Exception {
        HttpResponse<String> refused = post(us, "{}");

        assertProblem(refused, 400);
        assertThat(refused.body())
                .contains(
                        "name: missing", "email: missing", "country: missing", "salary: missing", "currency: missing");
    }

    @Test
    void createWhenBodyIsNoJsonThenProblem() throws Exception {
        assertProblem(post(us, "{"), 400);
        assertProblem(post(us, ""), 400);
    }

    @Test
    void deleteWhenKnownThenGone() throws Exception {
        String location = post(us, FAY).headers().firstValue("Location").orElseThrow();

        HttpResponse<String> deleted = delete(us, location);

        assertThat(deleted.statusCode()).isEqualTo(204);
        assertThat(deleted.headers().firstValue("X-Region")).contains("us");
        assertThat(get(us, location).statusCode()).isEqualTo(404);
        assertThat(delete(us, location).statusCode()).isEqualTo(404);
    }

    @Test
    void createWhenNewestWasDeletedThenIdIsNotReused() throws Exception {
        String first = post(us, FAY).headers().firstValue("Location").orElseThrow();
        assertThat(delete(us, first).statusCode()).isEqualTo(204);

        String second = post(us, FAY).headers().firstValue("Location").orElseThrow();

        assertThat(second).isNotEqualTo(first);
    }

    @Test
    void startWhenRegionUnknownThenFails() {
        assertThatThrownBy(
                        () -> SpringApplication.run(UsersApplication.class, "--server.port=0", "--users.region=mars"))
                .hasStackTraceContaining("mars");
    }

    private static void assertProblem(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(answer.body()).contains("\"status\":" + status);
    }

    private static HttpResponse<String> get(ConfigurableApplicationContext service, String path) throws Exception {
        return send(at(service, path).GET());
    }

    private static HttpResponse<String> delete(ConfigurableApplicationContext service, String path) throws Exception {
        return send(at(service, path).DELETE());
    }

    private static HttpResponse<String> post(ConfigurableApplicationContext service, String body) throws Exception {
        return send(
                at(service, "/users").header("Content-Type", "application/json").POST(BodyPublishers.ofString(body)));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }

    private static HttpRequest.Builder at(ConfigurableApplicationContext service, String path) {
        String port = service.getEnvironment().getRequiredProperty("local.server.port");
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }
}
