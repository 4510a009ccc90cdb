package io.gwanmun.bench.campaign;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/**
 * One gateway that is told to stop under load: every request that began before it closed its door must be answered, those that
 * take long included.
 */
final class Drain {

    private static final int LONG_REQUESTS = 50;
    private static final Duration BEFORE = Duration.ofSeconds(8);

    /** The drain delay is 5 s; shortly before its end the last requests begin. */
    private static final Duration IN_THE_DELAY = Duration.ofSeconds(4);

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private Drain() {}

    static Finding run(Ground ground) {
        Certificate certificate = Certificate.make(ground);
        try (Service service = Service.start();
                GatewayProcess gateway = GatewayProcess.start(ground, service, certificate);
                GoodTraffic traffic = GoodTraffic.start(gateway.port())) {
            gateway.child().pause(BEFORE);
            var before = traffic.take();
            var longBefore = askLong(gateway);
            gateway.child().pause(Duration.ofSeconds(1));
            gateway.child().terminate();
            gateway.child().pause(IN_THE_DELAY);
            var during = traffic.take();
            var longDuring = askLong(gateway);
            int code = gateway.child().awaitCode(LIMIT);
            String text = "| requests | failed |\n| --- | ---: |\n"
                    + "| short, before | %s |%n".formatted(before.failedOfAll())
                    + "| short, from 1 s before the signal to 4 s after it | %s |%n".formatted(during.failedOfAll())
                    + "| of 5 s, begun before the signal | %s |%n".formatted(failed(longBefore))
                    + "| of 5 s, begun 4 s after it | %s |%n".formatted(failed(longDuring))
                    + "%nThe gateway ended with exit code %d.%n".formatted(code);
            return new Finding(text, "this program");
        }
    }

    private static List<CompletableFuture<Boolean>> askLong(GatewayProcess gateway) {
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway.port() + Service.LONG))
                .timeout(LIMIT)
                .build();
        return IntStream.range(0, LONG_REQUESTS)
                .mapToObj(i -> client.sendAsync(request, BodyHandlers.ofByteArray())
                        .handle((answer, failure) -> failure == null && answer.statusCode() == 200))
                .toList();
    }

    private static String failed(List<CompletableFuture<Boolean>> asked) {
        long failed = asked.stream().filter(answer -> !answer.join()).count();
        return failed + " of " + asked.size();
    }
}
