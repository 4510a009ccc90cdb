package io.gwanmun.bench.campaign;

import java.time.Duration;

/**
 * One gateway that is told to stop under load: every request that began before it closed its door must be answered, those that
 * take long included.
 */
final class Drain {

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
            LongRequests longBefore = new LongRequests();
            longBefore.ask(gateway.port());
            gateway.child().pause(Duration.ofSeconds(1));
            gateway.child().terminate();
            gateway.child().pause(IN_THE_DELAY);
            var during = traffic.take();
            LongRequests longDuring = new LongRequests();
            longDuring.ask(gateway.port());
            int code = gateway.child().awaitCode(LIMIT);
            String text = "| requests | failed |\n| --- | ---: |\n"
                    + "| short, before | %s |%n".formatted(before.failedOfAll())
                    + "| short, from 1 s before the signal to 4 s after it | %s |%n".formatted(during.failedOfAll())
                    + "| of 5 s, begun before the signal | %s |%n".formatted(longBefore.failedOfAll())
                    + "| of 5 s, begun 4 s after it | %s |%n".formatted(longDuring.failedOfAll())
                    + "%nThe gateway ended with exit code %d.%n".formatted(code);
            return new Finding(text, "this program");
        }
    }
}
