package io.gwanmun.bench.bare;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/**
 * Starts Spring Cloud Gateway as it comes: no filters, no Actuator, every setting at its default. Port and routes
 * are given as ordinary properties ({@code server.port}, {@code spring.cloud.gateway.server.webflux.routes}).
 */
@SpringBootApplication(proxyBeanMethods = false)
public class BareEngine {

    /**
     * Starts the application.
     *
     * @param arguments properties in the form {@code --name=value}
     */
    public static void main(String[] arguments) {
        SpringApplication.run(BareEngine.class, arguments);
    }
}
