package io.gwanmun.bench.campaign;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.gwanmun.bench.host.Child;
import io.gwanmun.bench.host.Stopwatch;
import io.gwanmun.bench.host.Tools;

/**
 * Clients that are slow on purpose, a thousand at a time, beside clients that behave: what the former cost the latter, and when
 * the gateway is rid of them. The attacks are those of <a href="https://github.com/shekyan/slowhttptest">slowhttptest</a>.
 */
final class Slow {

    private static final int CONNECTIONS = 1000;
    private static final Duration WARM_UP = Duration.ofSeconds(10);
    private static final Duration BASE = Duration.ofSeconds(15);
    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final Duration OPENING = Duration.ofSeconds(3);
    private static final Duration STEP = Duration.ofMillis(100);

    private static final List<Attack> ATTACKS = List.of(
            new Attack("slow heads", List.of("-H", "-i", "5", "-x", "24"), "/"),
            new Attack("slow bodies", List.of("-B", "-i", "5", "-x", "24", "-s", "8192"), "/"),
            new Attack(
                    "slow readers of 10 MB",
                    List.of("-X", "-w", "512", "-y", "1024", "-n", "5", "-z", "32"),
                    Service.LARGE),
            new Attack("ranges", List.of("-R"), "/"));

    private Slow() {}

    private record Attack(String label, List<String> options, String path) {}

    static Finding run(Ground ground) {
        Path program = Tools.require("slowhttptest", "slowhttptest");
        Certificate certificate = Certificate.make(ground);
        try (Service service = Service.start();
                GatewayProcess gateway = GatewayProcess.start(ground, service, certificate);
                GoodTraffic traffic = GoodTraffic.start(gateway.port())) {
            gateway.child().pause(WARM_UP);
            traffic.take();
            gateway.child().pause(BASE);
            StringBuilder text =
                    new StringBuilder("| beside | most connections | gone, after the last came | good: failed |\n"
                            + "| --- | ---: | ---: | ---: |\n");
            GoodTraffic.Result base = traffic.take();
            text.append("| nobody | – | – | %s |%n".formatted(base.failedOfAll()));
            for (Attack attack : ATTACKS) {
                String row = run(attack, program, ground, gateway, traffic);
                System.out.print(row);
                text.append(row);
            }
            return new Finding(text.toString(), "slowhttptest");
        }
    }

    private static String run(Attack attack, Path program, Ground ground, GatewayProcess gateway, GoodTraffic traffic) {
        List<String> command = new ArrayList<>(List.of(
                program.toString(), "-c", "" + CONNECTIONS, "-r", "" + CONNECTIONS, "-l", "" + LONGEST.toSeconds()));
        command.addAll(attack.options());
        command.addAll(List.of("-u", "http://127.0.0.1:" + gateway.port() + attack.path()));
        traffic.take();
        Child attackers = ground.workshop()
                .start("slowhttptest", command, ground.workshop().folder("slow"));
        String open = watch(gateway);
        attackers.close();
        GoodTraffic.Result result = traffic.take();
        return "| %s | %s | %s |%n".formatted(attack.label(), open, result.failedOfAll());
    }

    /** Waits until the attackers are gone; returns how many there were, and how long after the last came the last was gone. */
    private static String watch(GatewayProcess gateway) {
        Stopwatch watch = Stopwatch.started();
        Duration came = Duration.ZERO;
        Duration gone = Duration.ZERO;
        int most = 0;
        int now = 0;
        while (!watch.isPast(LONGEST) && (now > 0 || !watch.isPast(OPENING))) {
            gateway.child().pause(STEP);
            now = (int) gateway.meter("gateway_connections_open") - GoodTraffic.CLIENTS;
            if (most < CONNECTIONS && now > most) {
                came = watch.elapsed();
            }
            most = Math.max(most, now);
            gone = now > 0 ? watch.elapsed() : gone;
        }
        return most + " | "
                + (now > 0
                        ? "not within " + LONGEST.toSeconds() + " s"
                        : "%.1f s".formatted(gone.minus(came).toMillis() / 1e3));
    }
}
