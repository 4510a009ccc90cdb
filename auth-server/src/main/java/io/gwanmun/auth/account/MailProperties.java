package io.gwanmun.auth.account;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Mails to people. The SMTP server is {@code spring.mail.*}; without {@code spring.mail.host} no mail is sent and nothing that needs one is offered.
 *
 * @param from the address that mails come from
 */
@ConfigurationProperties("auth.mail")
record MailProperties(@Nullable String from) {}
