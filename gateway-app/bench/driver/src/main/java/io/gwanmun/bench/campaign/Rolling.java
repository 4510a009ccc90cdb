package io.gwanmun.bench.campaign;

import java.time.Duration;

/**
 * Two gateways behind a balancer, restarted one after the other under load over HTTP/1.1 and HTTP/2: nobody who asks may notice.
 */
final class Rolling {

    private static final Duration BEFORE = Duration.ofSeconds(10);
    private static final Duration SETTLE = Duration.ofSeconds(3);
    private static final Duration IN_THE_DELAY = Duration.ofSeconds(4);
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private Rolling() {}

    static Finding run(Ground ground) {
        Certificate certificate = Certificate.make(ground);
        try (Service service = Service.start();
                GatewayProcess first = GatewayProcess.start(ground, service, certificate);
                GatewayProcess second = GatewayProcess.start(ground, service, certificate);
                Balancer balancer = Balancer.before(first, second);
                GoodTraffic plain = GoodTraffic.start(balancer.port());
                GoodTraffic http2 = GoodTraffic.overHttp2(balancer.securePort(), certificate.trust())) {
            second.child().pause(BEFORE);
            var plainBefore = plain.take();
            var http2Before = http2.take();
            LongRequests held = new LongRequests();
            int firstCode = end(first, balancer.port(), held);
            try (GatewayProcess third = GatewayProcess.start(ground, service, certificate)) {
                balancer.use(third, second);
                third.child().pause(SETTLE);
                int secondCode = end(second, balancer.port(), held);
                try (GatewayProcess fourth = GatewayProcess.start(ground, service, certificate)) {
                    balancer.use(third, fourth);
                    fourth.child().pause(SETTLE);
                    String text = "| requests | failed |\n| --- | ---: |\n"
                            + "| HTTP/1.1, before | %s |%n".formatted(plainBefore.failedOfAll())
                            + "| HTTP/2, before | %s |%n".formatted(http2Before.failedOfAll())
                            + "| HTTP/1.1, while both are restarted | %s |%n"
                                    .formatted(plain.take().failedOfAll())
                            + "| HTTP/2, while both are restarted | %s |%n"
                                    .formatted(http2.take().failedOfAll())
                            + "| of 5 s, begun before and after each signal | %s |%n".formatted(held.failedOfAll())
                            + "%nThe gateways ended with exit codes %d and %d.%n".formatted(firstCode, secondCode);
                    return new Finding(
                            text, "this program, on Java " + Runtime.version().feature());
                }
            }
        }
    }

    /** Asks for long answers, has a gateway stop, asks again within the delay; returns the exit code. */
    private static int end(GatewayProcess gateway, int port, LongRequests held) {
        held.ask(port);
        gateway.child().pause(Duration.ofSeconds(1));
        gateway.child().terminate();
        gateway.child().pause(IN_THE_DELAY);
        held.ask(port);
        return gateway.child().awaitCode(LIMIT);
    }
}
