package io.gwanmun.auth.account;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Making oneself an account.
 *
 * @param enabled whether anybody who has an e-mail address can
 */
@ConfigurationProperties("auth.sign-up")
record SignUpProperties(@DefaultValue("false") boolean enabled) {}
