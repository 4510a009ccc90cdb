package io.gwanmun.auth.protocol;

import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2DeviceCodeAuthenticationToken;

import io.gwanmun.auth.token.DevicePolls;

/** Tells devices that ask too often to slow down; once somebody has agreed or not, the answer comes at once. */
final class DevicePatience implements AuthenticationProvider {

    private static final String PENDING = "authorization_pending";

    private final AuthenticationProvider next;
    private final DevicePolls polls;

    private DevicePatience(AuthenticationProvider next, DevicePolls polls) {
        this.next = next;
        this.polls = polls;
    }

    /** Stands around what answers devices; other requests go their way. */
    static AuthenticationProvider around(AuthenticationProvider next, DevicePolls polls) {
        return next.supports(OAuth2DeviceCodeAuthenticationToken.class) ? new DevicePatience(next, polls) : next;
    }

    @Override
    public @Nullable Authentication authenticate(Authentication authentication) {
        try {
            return next.authenticate(authentication);
        } catch (OAuth2AuthenticationException e) {
            String code = ((OAuth2DeviceCodeAuthenticationToken) authentication).getDeviceCode();
            if (PENDING.equals(e.getError().getErrorCode()) && polls.tooSoon(code)) {
                throw new OAuth2AuthenticationException("slow_down");
            }
            throw e;
        }
    }

    @Override
    public boolean supports(Class<?> type) {
        return OAuth2DeviceCodeAuthenticationToken.class.isAssignableFrom(type);
    }
}
