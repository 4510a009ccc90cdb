package io.gwanmun.samples.users;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.io.ClassPathResource;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.server.WebFilter;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * The users service. {@code --users.region=us|eu} chooses whose users it keeps, {@code --server.port} where it listens;
 * port 0 takes a free one and logs it.
 */
@SpringBootApplication(proxyBeanMethods = false)
@EnableConfigurationProperties(UsersProperties.class)
public class UsersApplication {

    static final String REGION_HEADER = "X-Region";

    /** Starts the service. */
    public static void main(String[] args) {
        SpringApplication.run(UsersApplication.class, args);
    }

    /** Made at once, although all else here waits until it is needed: a wrong region is to stop the start. */
    @Bean
    @Lazy(false)
    UserStore userStore(UsersProperties properties, JsonMapper json) throws IOException {
        String file = "users-" + properties.region().label() + ".json";
        try (InputStream data = new ClassPathResource(file).getInputStream()) {
            return new UserStore(json.readValue(data, new TypeReference<List<User>>() {}));
        }
    }

    /** Names the region on every answer, refusals included, so that a caller sees who answered. */
    @Bean
    WebFilter regionHeader(UsersProperties properties) {
        String region = properties.region().label();
        return (exchange, chain) -> {
            exchange.getResponse().getHeaders().set(REGION_HEADER, region);
            return chain.filter(exchange);
        };
    }

    @Bean
    RouterFunction<ServerResponse> health() {
        return RouterFunctions.route()
                .GET("/health", request -> ServerResponse.ok().bodyValue(Map.of("status", "UP")))
                .build();
    }
}
