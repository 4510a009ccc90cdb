package io.gwanmun.auth.login;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.logout.LogoutHandler;

import io.gwanmun.auth.event.Event;

/** Forgets that this browser was signed in, when somebody logs out. */
final class EndSignIn implements LogoutHandler {

    private final SignIns signIns;

    EndSignIn(SignIns signIns) {
        this.signIns = signIns;
    }

    @Override
    public void logout(
            HttpServletRequest request, HttpServletResponse response, @Nullable Authentication authentication) {
        HttpSession session = request.getSession(false);
        if (session != null && session.getAttribute(Visit.SECRET) instanceof String secret) {
            signIns.end(secret);
            Event.of("logout")
                    .person(authentication == null ? null : authentication.getName())
                    .address(request.getRemoteAddr())
                    .log();
        }
    }
}
