package io.gwanmun.auth.protocol;

import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2DeviceVerificationAuthenticationToken;

import io.gwanmun.auth.login.Guesses;

/** Slows down those who try the codes of other people's devices (RFC 8628 section 5.1). */
final class UserCodeGuesses implements AuthenticationProvider {

    /** No person's id begins so. */
    private static final String MARK = "device code by ";

    private final AuthenticationProvider next;
    private final Guesses guesses;

    private UserCodeGuesses(AuthenticationProvider next, Guesses guesses) {
        this.next = next;
        this.guesses = guesses;
    }

    /** Stands before what looks at the codes; other requests go their way. */
    static AuthenticationProvider before(AuthenticationProvider next, Guesses guesses) {
        return next.supports(OAuth2DeviceVerificationAuthenticationToken.class)
                ? new UserCodeGuesses(next, guesses)
                : next;
    }

    @Override
    public @Nullable Authentication authenticate(Authentication authentication) {
        Authentication person = (Authentication) Objects.requireNonNull(authentication.getPrincipal());
        String who = MARK + person.getName();
        if (guesses.guessCode(who).isPresent()) {
            throw new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_REQUEST);
        }
        Authentication found = next.authenticate(authentication);
        guesses.codeWasRight(who);
        return found;
    }

    @Override
    public boolean supports(Class<?> type) {
        return OAuth2DeviceVerificationAuthenticationToken.class.isAssignableFrom(type);
    }
}
