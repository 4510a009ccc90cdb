package io.gwanmun.auth.token;

import java.time.Instant;
import java.time.InstantSource;

import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2RefreshToken;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenGenerator;

/**
 * Makes refresh tokens, for public clients too: each is good for one use, which is what
 * <a href="https://datatracker.ietf.org/doc/html/rfc9700#section-2.2.2">RFC 9700 section 2.2.2</a> asks for. The last of a grant
 * ends when the first would have.
 */
final class RefreshTokens implements OAuth2TokenGenerator<OAuth2RefreshToken> {

    private static final String PREFIX = "gwf_";

    private final InstantSource time;

    RefreshTokens(InstantSource time) {
        this.time = time;
    }

    @Override
    public @Nullable OAuth2RefreshToken generate(OAuth2TokenContext context) {
        if (!OAuth2TokenType.REFRESH_TOKEN.equals(context.getTokenType())) {
            return null;
        }
        Instant now = time.instant();
        return new OAuth2RefreshToken(RandomText.with(PREFIX), now, end(context, now));
    }

    private static Instant end(OAuth2TokenContext context, Instant now) {
        OAuth2Authorization authorization = context.getAuthorization();
        if (AuthorizationGrantType.REFRESH_TOKEN.equals(context.getAuthorizationGrantType()) && authorization != null) {
            OAuth2Authorization.Token<OAuth2RefreshToken> before = authorization.getRefreshToken();
            Instant end = before == null ? null : before.getToken().getExpiresAt();
            if (end != null) {
                return end;
            }
        }
        return now.plus(context.getRegisteredClient().getTokenSettings().getRefreshTokenTimeToLive());
    }
}
