package io.gwanmun.gateway.testing;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.awaitility.core.ConditionTimeoutException;

import static org.assertj.core.api.Assertions.assertThat;

/** What a gateway holds at a moment: its own gauges, the tasks of its loops, and the open files of the process. */
public final class Gauges {

    private static final String HELD = "(gateway_|netty_eventexecutor_|process_files_open_).*";

    private final RunningGateway gateway;
    private final Map<String, Double> base;

    private Gauges(RunningGateway gateway, Map<String, Double> base) {
        this.gateway = gateway;
        this.base = base;
    }

    /** Notes what is held now. */
    public static Gauges of(RunningGateway gateway) {
        read(gateway);
        return new Gauges(gateway, read(gateway));
    }

    /** Waits until no more is held than was at first; fails after 20 seconds. */
    public void awaitBase() {
        try {
            RunningGateway.await(() -> above().isEmpty());
        } catch (ConditionTimeoutException e) {
            assertThat(above()).isEmpty();
        }
    }

    private Map<String, String> above() {
        Map<String, String> above = new TreeMap<>();
        read(gateway).forEach((name, value) -> {
            double before = base.getOrDefault(name, 0.0);
            if (value > before) {
                above.put(name, before + " -> " + value);
            }
        });
        return above;
    }

    private static Map<String, Double> read(RunningGateway gateway) {
        String page = gateway.manage("/metrics").text();
        return page.lines()
                .filter(line -> line.matches(HELD))
                .filter(line -> !line.contains("_max{"))
                .filter(line -> page.contains("# TYPE " + line.split("[{ ]", 2)[0] + " gauge"))
                .collect(Collectors.toMap(
                        line -> line.substring(0, line.lastIndexOf(' ')),
                        line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)),
                        Double::sum,
                        TreeMap::new));
    }
}
