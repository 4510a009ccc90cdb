package io.gwanmun.gateway.country;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

import io.gwanmun.gateway.route.ReservedNames;

/** Wires countries. A route that does not ask for them has nothing of it in its chain. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(CountryProperties.class)
class CountryConfiguration {

    static final String DATABASE = "gateway.country.database";

    @Bean
    @Conditional(DatabaseConfigured.class)
    LiveDatabase countryDatabase(CountryProperties properties) {
        return new LiveDatabase(Path.of(properties.database()), properties.pollInterval());
    }

    @Bean
    ReservedNames countryNames() {
        return new ReservedNames();
    }

    /** Before the cases that ask, and before the engine's filters, which may hold on to the headers as they find them. */
    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    CountryFilters countryFilters(
            ObjectProvider<LiveDatabase> database, MeterRegistry registry, ReservedNames countryNames) {
        return new CountryFilters(database.getIfAvailable(), new CountryMeters(registry), countryNames);
    }

    /** Publishes how old the countries of addresses are, and whether the file is what is in use. */
    @Bean
    @Conditional(DatabaseConfigured.class)
    MeterBinder countryDatabaseMeters(LiveDatabase database) {
        InstantSource clock = InstantSource.system();
        return registry -> {
            Gauge.builder("gateway.country.database.age", database, live -> age(live, clock))
                    .baseUnit("seconds")
                    .description("Seconds since the database of countries in use was put together by its maker.")
                    .register(registry);
            Gauge.builder("gateway.country.database.rejected", database, live -> live.isRejected() ? 1 : 0)
                    .description("1 while the file as it is cannot be used, so that the one before it still is.")
                    .register(registry);
        };
    }

    private static double age(LiveDatabase database, InstantSource clock) {
        return Duration.between(database.built(), clock.instant()).toSeconds();
    }
}
