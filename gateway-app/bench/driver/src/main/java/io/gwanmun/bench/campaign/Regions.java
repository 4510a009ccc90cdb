package io.gwanmun.bench.campaign;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

import io.gwanmun.bench.host.BenchException;
import io.gwanmun.bench.host.Child;
import io.gwanmun.bench.host.Ports;

/**
 * Two regions with two instances each behind one gateway. All instances of one are killed under load and started again later:
 * nobody who asks with a method that may be repeated may notice, and within two seconds the other region answers.
 */
final class Regions {

    private static final Duration BEFORE = Duration.ofSeconds(10);
    private static final Duration WITHOUT = Duration.ofSeconds(15);
    private static final Duration AFTER = Duration.ofSeconds(45);
    private static final Duration LAST_ANSWERS = Duration.ofSeconds(3);
    private static final String FIRST = "eu";
    private static final String OTHER = "us";
    private static final int INSTANCES = 2;

    private final Ground ground;
    private final List<Integer> ports = new ArrayList<>();
    private final List<Child> first = new ArrayList<>();

    private Regions(Ground ground) {
        this.ground = ground;
        for (int i = 0; i < 2 * INSTANCES; i++) {
            ports.add(Ports.free());
        }
    }

    static Finding run(Ground ground) {
        return new Regions(ground).run();
    }

    private Finding run() {
        for (int i = INSTANCES; i < 2 * INSTANCES; i++) {
            RegionInstance.start(ground, ports.get(i), OTHER);
        }
        startFirst();
        try (GatewayProcess gateway = GatewayProcess.start(ground, yaml(), Certificate.make(ground));
                RegionTraffic traffic = new RegionTraffic(gateway.port(), FIRST)) {
            gateway.child().pause(BEFORE);
            Duration killed = traffic.now();
            first.forEach(Child::kill);
            gateway.child().pause(WITHOUT);
            Duration started = traffic.now();
            startFirst();
            gateway.child().pause(AFTER);
            Duration ended = traffic.now();
            gateway.child().pause(LAST_ANSWERS);
            return new Finding(text(traffic, killed, started, ended), "this program");
        }
    }

    private void startFirst() {
        first.clear();
        for (int i = 0; i < INSTANCES; i++) {
            first.add(RegionInstance.start(ground, ports.get(i), FIRST));
        }
    }

    private static String text(RegionTraffic traffic, Duration killed, Duration started, Duration ended) {
        // What was under way when the instances died began before.
        Duration inFlight = killed.minusSeconds(1);
        List<RegionTraffic.Answer> before = traffic.between(Duration.ZERO, inFlight);
        List<RegionTraffic.Answer> without = traffic.between(inFlight, started);
        List<RegionTraffic.Answer> after = traffic.between(started, ended);
        return "| requests, %d a second | failed |%n| --- | ---: |%n".formatted(RegionTraffic.PER_SECOND)
                + "| before | %s |%n".formatted(failedOfAll(before))
                + "| from 1 s before all instances of the region are killed | %s |%n".formatted(failedOfAll(without))
                + "| from when they are started again | %s |%n".formatted(failedOfAll(after))
                + "\n| time | ms |\n| --- | ---: |\n"
                + "| longest request before | %s |%n".formatted(millis(longest(before)))
                + "| longest request from 1 s before the kill | %s |%n".formatted(millis(longest(without)))
                + "| from the kill to the first answer of the other region | %s |%n"
                        .formatted(millis(firstBy(OTHER, without).minus(killed)))
                + "| from the start of the instances to the first answer of theirs | %s |%n"
                        .formatted(millis(firstBy(FIRST, after).minus(started)))
                + "| from the start of the instances to the last answer of the other region | %s |%n"
                        .formatted(millis(lastBy(OTHER, after).minus(started)))
                + "| longest request meanwhile | %s |%n".formatted(millis(longest(after)));
    }

    private static String failedOfAll(List<RegionTraffic.Answer> answers) {
        return answers.stream().filter(RegionTraffic.Answer::isFailed).count() + " of " + answers.size();
    }

    private static Duration longest(List<RegionTraffic.Answer> answers) {
        return answers.stream()
                .map(RegionTraffic.Answer::took)
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
    }

    private static Duration firstBy(String region, List<RegionTraffic.Answer> answers) {
        return answers.stream()
                .filter(answer -> answer.by().equals(region))
                .map(RegionTraffic.Answer::ended)
                .min(Comparator.naturalOrder())
                .orElseThrow(() -> new BenchException("no answer of " + region + " when there should be some"));
    }

    private static Duration lastBy(String region, List<RegionTraffic.Answer> answers) {
        return answers.stream()
                .filter(answer -> answer.by().equals(region))
                .map(RegionTraffic.Answer::ended)
                .max(Comparator.naturalOrder())
                .orElseThrow(() -> new BenchException("no answer of " + region + " when there should be some"));
    }

    private static String millis(Duration time) {
        return String.format(Locale.ROOT, "%,d", time.toMillis());
    }

    private String yaml() {
        return """
                apiVersion: gateway/v1
                network: {outbound: {allow: [loopback]}}
                upstreams:
                  users-eu: {targets: ["http://127.0.0.1:%d", "http://127.0.0.1:%d"], failover: users-us}
                  users-us: {targets: ["http://127.0.0.1:%d", "http://127.0.0.1:%d"], failover: users-eu}
                apis:
                  users:
                    path: /users
                    access: none
                    routes:
                      eu: {match: {path: "/{rest...}", headers: {X-Region: eu}}, to: {upstream: users-eu}}
                      us: {match: {path: "/{rest...}"}, to: {upstream: users-us}}
                """.formatted(ports.toArray());
    }
}
