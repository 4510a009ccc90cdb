package io.gwanmun.auth.login;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

import io.gwanmun.auth.testing.App;
import io.gwanmun.auth.testing.Browser;
import io.gwanmun.auth.testing.RunningAuthServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Shows what fifty logins a second do to everything else, which is asked for a hundred times a second meanwhile. Times are
 * printed and not judged; what is judged is that nothing else fails, and that a login is answered or turned away with 503.
 */
@EnabledIfSystemProperty(named = "logins", matches = ".*")
class LoginLoadIT {

    private static final int PEOPLE = 200;
    private static final Duration TIME = Duration.ofSeconds(20);
    private static final Duration LOGIN_EVERY = Duration.ofMillis(20);
    private static final Duration OTHER_EVERY = Duration.ofMillis(10);
    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    @Test
    void othersWhenFiftyLogInEachSecondThenNoneFails() throws Exception {
        try (RunningAuthServer server = RunningAuthServer.start("--server.forward-headers-strategy=native")) {
            for (int number = 0; number < PEOPLE; number++) {
                server.person("person" + number);
            }
            App service = App.of(server, """
                    {"id": "service", "name": "Service", "grants": ["client_credentials"], "scopes": ["orders:read"]}
                    """);
            Map<Integer, List<Duration>> alone = others(server, service);
            List<Duration> logins = Collections.synchronizedList(new ArrayList<>());
            Map<Integer, Integer> statuses = new ConcurrentSkipListMap<>();
            ScheduledExecutorService people = Executors.newScheduledThreadPool(PEOPLE);
            for (int i = 0; i < TIME.dividedBy(LOGIN_EVERY); i++) {
                String name = "person" + i % PEOPLE;
                String address = "198.51.100." + i % PEOPLE;
                people.schedule(
                        () -> statuses.merge(login(server.issuer(), name, address, logins), 1, Integer::sum),
                        LOGIN_EVERY.multipliedBy(i).toMillis(),
                        TimeUnit.MILLISECONDS);
            }
            Map<Integer, List<Duration>> beside = others(server, service);
            people.shutdown();
            assertThat(people.awaitTermination(1, TimeUnit.MINUTES)).isTrue();

            assertThat(alone).containsOnlyKeys(200);
            assertThat(beside).containsOnlyKeys(200);
            print("others alone", alone.getOrDefault(200, List.of()));
            print("others beside logins", beside.getOrDefault(200, List.of()));
            print("logins " + statuses, logins);
            assertThat(statuses.keySet()).isSubsetOf(302, 503);
        }
    }

    /** Asks for keys and for tokens in turn; returns how long that took, by status. */
    private Map<Integer, List<Duration>> others(RunningAuthServer server, App service) throws InterruptedException {
        HttpRequest keys = request(server.issuer() + "/oauth2/jwks").build();
        HttpRequest token = request(server.issuer() + "/oauth2/token")
                .headers(Browser.basic(service.id(), service.secret()))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("grant_type=client_credentials"))
                .build();
        Map<Integer, List<Duration>> took = new ConcurrentSkipListMap<>();
        ScheduledExecutorService threads = Executors.newScheduledThreadPool(8);
        for (int i = 0; i < TIME.dividedBy(OTHER_EVERY); i++) {
            HttpRequest request = i % 2 == 0 ? keys : token;
            threads.schedule(
                    () -> {
                        Instant sent = Instant.now();
                        int status =
                                http.send(request, BodyHandlers.discarding()).statusCode();
                        took.computeIfAbsent(status, some -> Collections.synchronizedList(new ArrayList<>()))
                                .add(Duration.between(sent, Instant.now()));
                        return status;
                    },
                    OTHER_EVERY.multipliedBy(i).toMillis(),
                    TimeUnit.MILLISECONDS);
        }
        threads.shutdown();
        assertThat(threads.awaitTermination(2, TimeUnit.MINUTES)).isTrue();
        return new TreeMap<>(took);
    }

    private int login(String home, String name, String address, List<Duration> took)
            throws IOException, InterruptedException {
        HttpResponse<String> page = http.send(request(home + "/login").build(), BodyHandlers.ofString());
        Matcher csrf = CSRF.matcher(page.body());
        assertThat(csrf.find()).isTrue();
        String cookie = page.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
        Map<String, String> form =
                Map.of("username", name, "password", RunningAuthServer.PASSWORD, "_csrf", csrf.group(1));
        HttpRequest post = request(home + "/login")
                .header("Cookie", cookie)
                .header("X-Forwarded-For", address)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(Browser.encoded(form)))
                .build();
        Instant sent = Instant.now();
        int status = http.send(post, BodyHandlers.discarding()).statusCode();
        took.add(Duration.between(sent, Instant.now()));
        return status;
    }

    private static HttpRequest.Builder request(String address) {
        return HttpRequest.newBuilder(URI.create(address)).timeout(Duration.ofSeconds(30));
    }

    private static void print(String what, List<Duration> took) {
        List<Duration> sorted = took.stream().sorted().toList();
        System.out.printf(
                Locale.ROOT,
                "%s: %d, p50 %.1f ms, p99 %.1f ms, longest %.1f ms%n",
                what,
                sorted.size(),
                millis(sorted.get(sorted.size() / 2)),
                millis(sorted.get(sorted.size() * 99 / 100)),
                millis(sorted.get(sorted.size() - 1)));
    }

    private static double millis(Duration duration) {
        return duration.toNanos() / 1e6;
    }
}
