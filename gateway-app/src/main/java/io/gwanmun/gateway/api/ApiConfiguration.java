package io.gwanmun.gateway.api;

import java.time.InstantSource;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.gwanmun.gateway.pipeline.Ticker;

/** Watches the files. What may be written is put together by the room that knows the features. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ApiProperties.class)
class ApiConfiguration {

    @Bean
    LiveRevision liveRevision(Grammar grammar, ObjectProvider<RevisionListener> listeners, ApiProperties properties) {
        InstantSource clock = InstantSource.system();
        Secrets secrets = new Secrets(System::getenv, properties.secretDirectories());
        DirectoryWatch watch = new DirectoryWatch(
                properties.directory(),
                new RevisionReader(grammar, secrets, clock),
                listeners.orderedStream().toList(),
                clock,
                Ticker.system());
        return new LiveRevision(watch, properties.pollInterval());
    }

    @Bean
    RevisionHealth revisionHealthIndicator(LiveRevision revision) {
        return new RevisionHealth(revision);
    }

    /** Publishes whether the files are what is in force: 0 when they are, else how many mistakes keep them from it. */
    @Bean
    MeterBinder revisionMeters(LiveRevision revision) {
        return registry -> Gauge.builder(
                        "gateway.revision.mistakes",
                        revision,
                        live -> live.status().rejected().size())
                .description("Mistakes that keep the files as they are now from being in force; 0 when they are.")
                .register(registry);
    }
}
