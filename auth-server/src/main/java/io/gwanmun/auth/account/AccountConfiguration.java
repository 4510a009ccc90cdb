package io.gwanmun.auth.account;

import java.time.InstantSource;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.scheduling.annotation.Scheduled;

import io.gwanmun.auth.login.Guesses;
import io.gwanmun.auth.login.Offers;
import io.gwanmun.auth.login.SecondFactors;
import io.gwanmun.auth.login.SignIns;
import io.gwanmun.auth.token.Grants;
import io.gwanmun.auth.token.IssuerProperties;
import io.gwanmun.auth.user.PasswordHashing;
import io.gwanmun.auth.user.Users;

/** Wires the room. Links by mail are there only where an SMTP server is named. */
@Configuration(proxyBeanMethods = false)
class AccountConfiguration {

    @Bean
    Accounts accounts(
            Users users,
            PasswordHashing hashing,
            SignIns signIns,
            SecondFactors factors,
            Grants grants,
            MailedLinks links) {
        return new Accounts(users, hashing, signIns, factors, grants, links);
    }

    @Bean
    MailedLinks mailedLinks(JdbcClient db, InstantSource clock) {
        return new MailedLinks(db, clock);
    }

    /** What can be offered follows from where people are kept and whether mails can be sent. */
    @Bean
    Offers offers(
            SignUpProperties signUp,
            @Value("${spring.mail.host:}") String smtp,
            @Value("${auth.users.source:database}") String source) {
        boolean mails = !smtp.isBlank() && source.equalsIgnoreCase("database");
        if (signUp.enabled() && !mails) {
            throw new IllegalStateException(
                    "auth.sign-up.enabled: true (expected: false, or spring.mail.host and people kept in the database)");
        }
        return new Offers(signUp.enabled(), mails);
    }

    /** The beans of mails. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnProperty("spring.mail.host")
    static class Mails {

        @Bean
        Post post(JavaMailSender sender, MailProperties properties) {
            String from = properties.from();
            if (from == null || from.isBlank()) {
                throw new IllegalStateException(
                        "auth.mail.from: missing (expected: the address that mails come from, as spring.mail.host is set)");
            }
            return new Post(sender, from);
        }

        @Bean
        Letters letters(
                Post post,
                MailedLinks links,
                Users users,
                Guesses guesses,
                MessageSource texts,
                IssuerProperties issuer) {
            return new Letters(post, links, users, guesses, texts, issuer.name());
        }

        @Bean
        Sweep mailedLinkSweep(MailedLinks links) {
            return new Sweep(links);
        }
    }

    /**
     * Forgets links that have expired.
     *
     * @param links the links
     */
    record Sweep(MailedLinks links) {

        @Scheduled(fixedDelayString = "PT1H", initialDelayString = "PT1M")
        void sweep() {
            links.sweep();
        }
    }
}
