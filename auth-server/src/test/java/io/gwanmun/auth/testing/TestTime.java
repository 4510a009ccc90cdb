package io.gwanmun.auth.testing;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

/** The time of a test: the real one, moved on by hand. */
@Configuration(proxyBeanMethods = false)
class TestTime {

    @Bean
    @Primary
    Moved moved() {
        return new Moved();
    }

    static final class Moved implements InstantSource {

        private volatile Duration ahead = Duration.ZERO;

        void pass(Duration duration) {
            ahead = ahead.plus(duration);
        }

        @Override
        public Instant instant() {
            return InstantSource.system().instant().plus(ahead);
        }
    }
}
