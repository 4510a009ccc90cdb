package io.gwanmun.auth.token;

import org.springframework.security.authentication.AuthenticationProvider;

/**
 * What answers at two endpoints in place of the library. They are no beans by themselves, as a bean of their type would be
 * asked at every login.
 *
 * @param introspection tells what a token stands for
 * @param revocation ends tokens
 */
public record TokenProviders(AuthenticationProvider introspection, AuthenticationProvider revocation) {}
