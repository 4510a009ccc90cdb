package io.gwanmun.bench.campaign;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Requests that take five seconds, fifty at a time, each on a connection of its own. */
final class LongRequests {

    private static final int MANY = 50;
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final List<CompletableFuture<Boolean>> asked = new ArrayList<>();

    /** Begins fifty more. */
    void ask(int port) {
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + Service.LONG))
                .timeout(LIMIT)
                .build();
        for (int i = 0; i < MANY; i++) {
            asked.add(client.sendAsync(request, BodyHandlers.ofByteArray())
                    .handle((answer, failure) -> failure == null && answer.statusCode() == 200));
        }
    }

    /** Waits for all; returns how many failed. */
    String failedOfAll() {
        long failed = asked.stream().filter(answer -> !answer.join()).count();
        return failed + " of " + asked.size();
    }
}
