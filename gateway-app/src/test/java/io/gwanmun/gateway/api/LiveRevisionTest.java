package io.gwanmun.gateway.api;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

class LiveRevisionTest {

    @TempDir
    Path directory;

    private final ApplicationContextRunner runner =
            new ApplicationContextRunner().withUserConfiguration(ApiConfiguration.class, Contributions.class);

    @Configuration(proxyBeanMethods = false)
    static class Contributions {
        @Bean
        Grammar grammar() {
            return new Grammar(
                    List.of(SampleGrammar.UPSTREAMS), List.of(SampleGrammar.MATCH, SampleGrammar.TIMEOUT), List.of());
        }
    }

    private ApplicationContextRunner at(Path path) {
        return runner.withPropertyValues("gateway.api.directory=" + path);
    }

    @Test
    void startWhenFilesAreGoodThenRevisionIsInForceAndHealthIsUp() throws IOException {
        Files.writeString(directory.resolve("a.yaml"), "apiVersion: gateway/v1\napis: {a: {timeout: {connect: 1s}}}\n");

        at(directory).run(context -> {
            LiveRevision live = context.getBean(LiveRevision.class);
            assertThat(live.isRunning()).isTrue();
            assertThat(live.status().live()).isNotNull();
            assertThat(context.getBean(RevisionHealth.class).health().getStatus())
                    .isEqualTo(Status.UP);
        });
    }

    @Test
    void startWhenFilesAreMistakenThenProcessStaysUpAndHealthIsOutOfService() throws IOException {
        Files.writeString(directory.resolve("a.yaml"), "apis: {}\n");

        at(directory).run(context -> {
            assertThat(context).hasNotFailed();
            assertThat(context.getBean(RevisionHealth.class).health().getStatus())
                    .isEqualTo(Status.OUT_OF_SERVICE);
        });
    }

    @Test
    void startWhenNoDirectoryThenFailsNamingTheProperty() {
        at(directory.resolve("none"))
                .run(context ->
                        assertThat(context).getFailure().rootCause().hasMessageStartingWith("gateway.api.directory: "));
    }

    @Test
    void startWhenPollIntervalIsTooShortThenFailsNamingTheProperty() {
        at(directory)
                .withPropertyValues("gateway.api.poll-interval=9ms")
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .hasMessage("gateway.api.poll-interval: 9ms (expected: 10ms to 1h)"));
    }
}
