package io.gwanmun.auth;

import java.time.InstantSource;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.boot.security.oauth2.server.authorization.autoconfigure.servlet.OAuth2AuthorizationServerAutoConfiguration;
import org.springframework.boot.security.oauth2.server.authorization.autoconfigure.servlet.OAuth2AuthorizationServerJwtAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.scheduling.annotation.EnableScheduling;

import io.gwanmun.auth.setup.SetupCommand;

/** Starts the authorization server: users, clients and the tokens they get. */
@SpringBootApplication(
        proxyBeanMethods = false,
        // Users, clients and keys are this program's own; nothing makes up a user or a key at the start.
        exclude = {
            UserDetailsServiceAutoConfiguration.class,
            OAuth2AuthorizationServerAutoConfiguration.class,
            OAuth2AuthorizationServerJwtAutoConfiguration.class
        })
@ConfigurationPropertiesScan
@EnableScheduling
public class AuthServer {

    /** Starts the program, or runs the command that the first argument names. */
    public static void main(String[] args) {
        if (SetupCommand.isMeantBy(args)) {
            System.exit(SetupCommand.run(AuthServer.class, System.out, args));
        }
        SpringApplication.run(AuthServer.class, args);
    }

    /** The time, which tests move by hand. */
    @Bean
    InstantSource time() {
        return InstantSource.system();
    }
}
