package io.gwanmun.gateway.token;

import java.time.InstantSource;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.gwanmun.gateway.pipeline.Ticker;

/** Wires the checks of tokens. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(TokenProperties.class)
class TokenConfiguration {

    @Bean
    KeyKeeper keyKeeper() {
        return new KeyKeeper();
    }

    @Bean
    Issuers issuers(
            TokenProperties properties,
            Ticker ticker,
            MeterRegistry registry,
            KeyKeeper keeper,
            ObjectProvider<InstantSource> clocks,
            ObjectProvider<Revocations> revocations,
            ObjectProvider<TokenDirectory> state,
            ObjectProvider<IntrospectionDirectories> introspection) {
        NearCopy near =
                new NearCopy(properties.nearSize().toBytes(), properties.nearTime(), properties.refusedTime(), ticker);
        TokenCheck.CheckTools checks = new TokenCheck.CheckTools(
                (int) properties.maxLength().toBytes(),
                near,
                new Asking<>(),
                revocations.getIfAvailable(() -> Revocations.NONE),
                new TokenMeters(registry, near),
                clocks.getIfAvailable(InstantSource::system));
        Issuers issuers = new Issuers(new IssuerTools(
                checks, properties, ticker, keeper.worker(), state.getIfAvailable(), introspection.getIfAvailable()));
        keeper.watch(issuers::step);
        return issuers;
    }
}
