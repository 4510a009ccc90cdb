package io.gwanmun.gateway.api;

import java.time.InstantSource;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.gwanmun.gateway.pipeline.Ticker;

/** Puts the grammar together from what the rooms contribute as beans, and watches the files. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ApiProperties.class)
class ApiConfiguration {

    @Bean
    Grammar grammar(
            ObjectProvider<Noun<?>> nouns, ObjectProvider<PolicyShape<?>> policies, ObjectProvider<Check> checks) {
        return new Grammar(
                nouns.orderedStream().toList(),
                policies.orderedStream().toList(),
                checks.orderedStream().toList());
    }

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
}
