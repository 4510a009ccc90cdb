package io.gwanmun.auth;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** Starts the authorization server: users, clients and the tokens they get. */
@SpringBootApplication(proxyBeanMethods = false)
@ConfigurationPropertiesScan
public class AuthServer {

    /** Starts the program. */
    public static void main(String[] args) {
        SpringApplication.run(AuthServer.class, args);
    }
}
