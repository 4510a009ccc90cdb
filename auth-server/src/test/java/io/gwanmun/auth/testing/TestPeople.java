package io.gwanmun.auth.testing;

import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.servlet.DispatcherType;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.web.SecurityFilterChain;

import io.gwanmun.auth.user.People;
import io.gwanmun.auth.user.Person;

/** People of a test, with a plain login page; the program's own people stand in their place where they are the matter. */
@Configuration(proxyBeanMethods = false)
class TestPeople {

    @Bean
    Crowd crowd() {
        return new Crowd();
    }

    @Bean
    @Order
    SecurityFilterChain testPages(HttpSecurity http, Crowd crowd) {
        return http.authorizeHttpRequests(requests -> requests.dispatcherTypeMatchers(DispatcherType.ERROR)
                        .permitAll()
                        .anyRequest()
                        .authenticated())
                .authenticationProvider(crowd)
                .formLogin(Customizer.withDefaults())
                .build();
    }

    /** The people, each with a password in clear. */
    static final class Crowd implements People, AuthenticationProvider {

        private final Map<String, Person> byId = new ConcurrentHashMap<>();
        private final Map<String, String> passwords = new ConcurrentHashMap<>();

        Person add(String name, String password, Collection<String> roles) {
            Person person = new Person(
                    UUID.randomUUID().toString(),
                    name,
                    Set.copyOf(roles),
                    true,
                    Map.of("preferred_username", name, "email", name + "@example.org", "email_verified", true));
            byId.put(person.id(), person);
            passwords.put(person.id(), password);
            return person;
        }

        void replace(Person person) {
            byId.put(person.id(), person);
        }

        @Override
        public Optional<Person> find(String id) {
            return Optional.ofNullable(byId.get(id));
        }

        @Override
        public Optional<Person> named(String name) {
            return byId.values().stream()
                    .filter(person -> person.name().equalsIgnoreCase(name))
                    .findFirst();
        }

        @Override
        public @Nullable Authentication authenticate(Authentication asked) {
            Person person = named(asked.getName())
                    .filter(Person::enabled)
                    .filter(found -> Objects.equals(passwords.get(found.id()), asked.getCredentials()))
                    .orElseThrow(() -> new BadCredentialsException("unknown"));
            return UsernamePasswordAuthenticationToken.authenticated(
                    person.id(), null, AuthorityUtils.createAuthorityList("ROLE_USER"));
        }

        @Override
        public boolean supports(Class<?> type) {
            return UsernamePasswordAuthenticationToken.class.isAssignableFrom(type);
        }
    }
}
