package io.gwanmun.samples.orders;

import java.io.IOException;
import java.io.InputStream;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.core.io.ClassPathResource;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The orders service. {@code --server.port} says where it listens; port 0 takes a free one and logs it. */
@SpringBootApplication(proxyBeanMethods = false)
public class OrdersApplication {

    /** Starts the service. */
    public static void main(String[] args) {
        SpringApplication.run(OrdersApplication.class, args);
    }

    @Bean
    OrderStore orderStore(JsonMapper json) throws IOException {
        try (InputStream data = new ClassPathResource("orders.json").getInputStream()) {
            List<Order> initial = json.readValue(data, new TypeReference<List<Order>>() {});
            return new OrderStore(initial, InstantSource.system());
        }
    }

    @Bean
    RouterFunction<ServerResponse> health() {
        return RouterFunctions.route()
                .GET("/health", request -> ServerResponse.ok().bodyValue(Map.of("status", "UP")))
                .build();
    }
}
