package io.gwanmun.gateway.ingress;

import java.time.Duration;
import java.util.List;
import java.util.function.ToDoubleFunction;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.actuate.endpoint.HealthDescriptor;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.http.client.ReactorResourceFactory;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.web.server.WebHandler;
import reactor.core.publisher.Mono;
import reactor.netty.resources.LoopResources;

import io.gwanmun.gateway.ingress.IngressProperties.ProxyProtocol;
import io.gwanmun.gateway.ingress.http.ConnectionGate;
import io.gwanmun.gateway.ingress.http.DataServer;
import io.gwanmun.gateway.network.ClientAddresses;
import io.gwanmun.gateway.pipeline.Decisions;
import io.gwanmun.gateway.pipeline.OutcomeListener;
import io.gwanmun.gateway.pipeline.Refusals;
import io.gwanmun.gateway.pipeline.ReservedHeaders;
import io.gwanmun.gateway.pipeline.Ticker;
import io.gwanmun.gateway.tls.ServerCertificates;

/** Wires the way in. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(IngressProperties.class)
class IngressConfiguration {

    @Bean
    Runs runs(ApplicationContext context, Refusals refusals, List<OutcomeListener> listeners, Ticker ticker) {
        return new Runs(new Exchanges(context), refusals, listeners, ticker);
    }

    @Bean
    DataPort dataPort(
            WebHandler routes,
            Runs runs,
            ClientAddresses addresses,
            SecureHosts hosts,
            HealthPath health,
            ObjectProvider<ReservedHeaders> reserved,
            ObjectProvider<Decisions> decisions,
            IngressProperties properties,
            Ticker ticker) {
        return new DataPort(
                routes,
                runs,
                addresses,
                new Arrival(properties.methods()),
                hosts,
                health,
                ReservedHeaders.of(reserved.orderedStream().toList()),
                decisions.getIfAvailable(() -> Decisions.NONE),
                RequestIds.ofDefaults(),
                ticker);
    }

    @Bean
    ConnectionGate connectionGate(IngressProperties properties, ClientAddresses addresses) {
        return new ConnectionGate(properties.limits(), addresses::trusts);
    }

    @Bean
    MeterBinder connectionMeters(ConnectionGate gate) {
        return registry -> {
            Gauge.builder("gateway.connections.open", gate, ConnectionGate::open)
                    .description("Connections of clients that are open.")
                    .register(registry);
            refused(registry, "all", gate, ConnectionGate::refusedInAll);
            refused(registry, "address", gate, ConnectionGate::refusedByAddress);
        };
    }

    private static void refused(
            MeterRegistry registry, String reason, ConnectionGate gate, ToDoubleFunction<ConnectionGate> count) {
        FunctionCounter.builder("gateway.connections.refused", gate, count)
                .description("Connections closed at once because there were too many.")
                .tag("reason", reason)
                .register(registry);
    }

    @Bean
    DataServer dataServer(
            IngressProperties properties,
            DataPort dataPort,
            ConnectionGate gate,
            ReactorResourceFactory resources,
            Ticker ticker) {
        return new DataServer(properties.limits(), dataPort, gate, resources.getLoopResources(), ticker);
    }

    @Bean
    Drain drain(DataServer server, IngressProperties properties) {
        return new Drain(server, properties);
    }

    @Bean
    SecureHosts secureHosts(ServerCertificates certificates, IngressProperties properties) {
        return new SecureHosts(certificates, properties.tls().publicPort());
    }

    /** Asks what the readiness probe of the management port asks. */
    @Bean
    HealthPath healthPath(IngressProperties properties, ObjectProvider<HealthEndpoint> endpoint) {
        return new HealthPath(properties.healthPath(), () -> {
            HealthDescriptor readiness = endpoint.getObject().healthForPath("readyz");
            return readiness != null && Status.UP.equals(readiness.getStatus());
        });
    }

    @Bean
    Entrances entrances(ServerCertificates certificates, ClientAddresses addresses, IngressProperties properties) {
        return new Entrances(
                certificates, properties.proxyProtocol() == ProxyProtocol.REQUIRED ? addresses::trusts : null);
    }

    @Bean
    DataWebServer dataWebServer(
            ObjectProvider<DataServer> servers,
            ObjectProvider<Entrances> entrances,
            IngressProperties properties,
            ConfigurableEnvironment environment) {
        return new DataWebServer(servers, entrances, properties.tls().port(), environment);
    }

    @Bean
    DataPortFactory dataPortFactory(DataWebServer server) {
        return new DataPortFactory(server);
    }

    /** Boot starts a server around a handler only; calls reach the data port without it. */
    @Bean
    HttpHandler nothingElse() {
        return (request, response) -> Mono.empty();
    }

    /** One event loop for each processor: with more, a loop's wake-ups are paid without work to share. */
    @Bean
    ReactorResourceFactory reactorResources() {
        ReactorResourceFactory resources = new ReactorResourceFactory();
        resources.setUseGlobalResources(false);
        // The server has ended its requests by then; nothing is left to wait for.
        resources.setShutdownQuietPeriod(Duration.ZERO);
        resources.setLoopResourcesSupplier(
                () -> LoopResources.create("gateway", Runtime.getRuntime().availableProcessors(), true));
        return resources;
    }
}
