package io.gwanmun.gateway.tls;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;

/** Publishes for how long each certificate is still valid, by its name; below zero when it has expired. */
final class ExpiryMeter implements MeterBinder, Consumer<List<ServerCertificate>> {

    static final String METER = "gateway.tls.certificate.expiry";

    private final InstantSource clock;
    private final List<MultiGauge> gauges = new CopyOnWriteArrayList<>();
    private List<ServerCertificate> certificates = List.of();

    ExpiryMeter(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public synchronized void bindTo(MeterRegistry registry) {
        MultiGauge gauge = MultiGauge.builder(METER)
                .baseUnit("seconds")
                .description("Seconds until the certificate, or one in its chain, expires; below zero when it has.")
                .register(registry);
        gauges.add(gauge);
        gauge.register(rows());
    }

    @Override
    public synchronized void accept(List<ServerCertificate> live) {
        certificates = live;
        gauges.forEach(gauge -> gauge.register(rows(), true));
    }

    private List<Row<?>> rows() {
        return certificates.stream().<Row<?>>map(this::row).toList();
    }

    private Row<?> row(ServerCertificate certificate) {
        return Row.of(Tags.of("certificate", certificate.name()), certificate, this::secondsLeft);
    }

    private double secondsLeft(ServerCertificate certificate) {
        return Duration.between(clock.instant(), certificate.expires()).toSeconds();
    }
}
