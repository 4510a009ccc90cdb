package io.gwanmun.auth.login;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import jakarta.servlet.http.HttpSessionEvent;
import jakarta.servlet.http.HttpSessionListener;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.logout.LogoutHandler;

import io.gwanmun.auth.event.Event;

/** Forgets that a browser was signed in: when somebody logs out, and when its session ends in any other way. */
final class EndSignIn implements LogoutHandler, HttpSessionListener {

    private final SignIns signIns;

    EndSignIn(SignIns signIns) {
        this.signIns = signIns;
    }

    @Override
    public void sessionDestroyed(HttpSessionEvent ended) {
        if (ended.getSession().getAttribute(Visit.SECRET) instanceof String secret) {
            signIns.end(secret);
        }
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
