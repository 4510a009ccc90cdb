package io.gwanmun.bench.campaign;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a campaign can be about, by the words of the command line. */
public enum Campaign {
    /** Conformance to HTTP/2. */
    H2SPEC("Conformance to HTTP/2", "h2spec in clear and with TLS"),
    /** Clients that are slow on purpose. */
    SLOW("Slow clients", "a thousand slow clients of each kind beside good ones"),
    /** A stop under load. */
    DRAIN("Stop under load", "a gateway that is told to stop under load"),
    /** Two gateways that are restarted one after the other. */
    ROLLING("Rolling restart", "two gateways behind a balancer, restarted in turn under load"),
    /** A region of which all instances are killed. */
    REGIONS("A region goes down", "a region's instances are killed under load, and started again");

    private final String title;
    private final String sentence;

    Campaign(String title, String sentence) {
        this.title = title;
        this.sentence = sentence;
    }

    /** Returns what it is called on the command line. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the heading of its part of the page. */
    public String title() {
        return title;
    }

    /** Runs it, which takes minutes. */
    public Finding run(Ground ground) {
        return switch (this) {
            case H2SPEC -> H2spec.run(ground);
            case SLOW -> Slow.run(ground);
            case DRAIN -> Drain.run(ground);
            case ROLLING -> Rolling.run(ground);
            case REGIONS -> Regions.run(ground);
        };
    }

    /** Finds the one of a word. */
    public static Optional<Campaign> of(String word) {
        return Arrays.stream(values())
                .filter(campaign -> campaign.word().equals(word))
                .findFirst();
    }

    /** Returns a line for each. */
    public static String help() {
        return Arrays.stream(values())
                .map(campaign -> "  %-10s %s".formatted(campaign.word(), campaign.sentence))
                .collect(Collectors.joining("\n"));
    }
}
