package io.gwanmun.auth.token;

import java.time.Instant;
import java.time.InstantSource;

import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationCode;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenGenerator;
import org.springframework.stereotype.Component;

/** Makes authorization codes. */
@Component
public class Codes {

    private final InstantSource time;

    Codes(InstantSource time) {
        this.time = time;
    }

    /** Returns what makes them, which is no bean by itself: there is one of its type for tokens. */
    public OAuth2TokenGenerator<OAuth2AuthorizationCode> generator() {
        return this::code;
    }

    private OAuth2AuthorizationCode code(OAuth2TokenContext context) {
        Instant now = time.instant();
        Instant end = now.plus(context.getRegisteredClient().getTokenSettings().getAuthorizationCodeTimeToLive());
        return new OAuth2AuthorizationCode(RandomText.with(""), now, end);
    }
}
