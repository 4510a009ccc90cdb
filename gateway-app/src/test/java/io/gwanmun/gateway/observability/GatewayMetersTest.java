package io.gwanmun.gateway.observability;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import io.gwanmun.gateway.pipeline.Call;
import io.gwanmun.gateway.pipeline.ClientFault;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

class GatewayMetersTest {

    @Test
    void metricsPageWhenReadThenHoldsTheTableOfTheEnum() throws IOException {
        String table = "| Meter | Prometheus | Kind | Unit | Tags | Meaning |\n|---|---|---|---|---|---|\n"
                + Arrays.stream(GatewayMeters.values()).map(GatewayMeters::row).collect(joining("\n"));

        String page = Files.readString(Path.of("docs", "metrics.md"));

        assertThat(between(page, "<!-- meters -->\n", "\n<!-- /meters -->")).isEqualTo(table);
    }

    @Test
    void namesWhenRegisteredThenAreThoseOfTheEnum() {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        Meters meters = new Meters(registry, 10, List.of());
        Call call = Outcomes.call("GET", "/");
        call.failed(ClientFault.BAD_PATH);
        meters.ended(Outcomes.ended(call, 400));
        new AccessLog(OutputSink::standard, new JsonLine(), 1, () -> java.time.Instant.EPOCH, registry);

        assertThat(registry.getMeters().stream().map(meter -> meter.getId().getName()))
                .containsOnly(Arrays.stream(GatewayMeters.values())
                        .map(GatewayMeters::meter)
                        .toArray(String[]::new))
                .contains("gateway.count", "gateway.access.log.dropped");
    }

    private static String between(String text, String start, String end) {
        int from = text.indexOf(start) + start.length();
        return text.substring(from, text.indexOf(end, from));
    }
}
