package io.gwanmun.gateway.observability;

import java.nio.file.Path;
import java.time.InstantSource;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.netty4.NettyEventExecutorMetrics;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.ReactorResourceFactory;

import io.gwanmun.gateway.observability.ObservabilityProperties.AccessLogSettings;
import io.gwanmun.gateway.pipeline.Decisions;
import io.gwanmun.gateway.pipeline.Ticker;

/** Wires the room: the listeners of every request's end, and what the event loops say of themselves. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({ObservabilityProperties.class, DecisionProperties.class})
class ObservabilityConfiguration {

    @Bean
    Meters outcomeMeters(MeterRegistry registry, ObservabilityProperties properties) {
        return new Meters(registry, properties.maxRoutes(), properties.latencyBuckets());
    }

    @Bean
    @ConditionalOnProperty(name = "gateway.observability.access-log.enabled", matchIfMissing = true)
    AccessLog accessLog(
            MeterRegistry registry, ObservabilityProperties properties, ObjectProvider<InstantSource> clocks) {
        AccessLogSettings settings = properties.accessLog();
        return new AccessLog(
                () -> sink(settings.file()),
                settings.format().line(),
                settings.queue(),
                clocks.getIfAvailable(InstantSource::system),
                registry);
    }

    @Bean
    Decisions decisions(DecisionProperties properties) {
        return properties.key().isEmpty() ? Decisions.NONE : new KeyedDecisions(properties.key());
    }

    /** Publishes how many tasks wait in each event loop: the first thing to rise when a loop is held up. */
    @Bean
    MeterBinder eventLoopMeters(ReactorResourceFactory resources) {
        return registry ->
                new NettyEventExecutorMetrics(resources.getLoopResources().onServer(true)).bindTo(registry);
    }

    private static LineSink sink(String file) {
        return file.isEmpty() ? OutputSink.standard() : new FileSink(Path.of(file), Ticker.system());
    }
}
