package io.gwanmun.bench.host;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class WorkshopTest {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    @Test
    void closeWhenChildrenRunThenStopsThemAndRemovesTheFolder() {
        Workshop workshop = Workshop.open();
        Path folder = workshop.folder("work");
        Child child = workshop.start("sleeper", List.of("sleep", "60"), folder);

        workshop.close();

        assertThat(child.isAlive()).isFalse();
        assertThat(folder.getParent()).doesNotExist();
    }

    @Test
    void startWhenClosedThenRefuses() {
        Workshop workshop = Workshop.open();
        workshop.close();

        assertThatThrownBy(() -> workshop.start("late", List.of("true"), Path.of(".")))
                .isInstanceOf(BenchException.class)
                .hasMessageContaining("late is not started");
    }

    @Test
    void awaitEndWhenChildFailsThenShowsTheEndOfItsOutput() {
        try (Workshop workshop = Workshop.open()) {
            List<String> command = List.of("sh", "-c", "seq 1 100; exit 3");
            Child child = workshop.start("counter", command, workshop.folder("work"));

            assertThatThrownBy(() -> child.awaitEnd(LIMIT))
                    .isInstanceOf(BenchException.class)
                    .hasMessageContaining("counter ended with code 3")
                    .hasMessageContaining("\n  100")
                    .hasMessageNotContaining("\n  75\n");
        }
    }

    @Test
    void awaitEndWhenLimitIsOverThenSaysSo() {
        try (Workshop workshop = Workshop.open()) {
            Child child = workshop.start("sleeper", List.of("sleep", "60"), workshop.folder("work"));

            assertThatThrownBy(() -> child.awaitEnd(Duration.ZERO))
                    .isInstanceOf(BenchException.class)
                    .hasMessageContaining("sleeper did not end within 0 s");
        }
    }

    @Test
    void startWhenProgramIsMissingThenSaysSo() {
        try (Workshop workshop = Workshop.open()) {
            assertThatThrownBy(() -> workshop.start("nothing", List.of("/no/such/program"), workshop.folder("work")))
                    .isInstanceOf(BenchException.class)
                    .hasMessageContaining("cannot start nothing");
        }
    }
}
