package io.gwanmun.auth.login;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.FactorGrantedAuthority;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.security.web.csrf.HttpSessionCsrfTokenRepository;
import org.springframework.security.web.savedrequest.DefaultSavedRequest;
import org.springframework.security.web.savedrequest.HttpSessionRequestCache;
import org.springframework.security.web.savedrequest.SavedRequest;

import io.gwanmun.auth.event.Event;

/**
 * What a browser's session says of who uses it: nobody yet, somebody whose password was right and whose code is awaited, or somebody who
 * is signed in. The authority of the security context says when that was. Every step up gets a new session id (session fixation) and a new token against forged forms.
 */
public final class Visit {

    static final String SECRET = Visit.class.getName() + ".secret";
    private static final String HALF = Visit.class.getName() + ".half";
    private static final String HALF_SINCE = Visit.class.getName() + ".half-since";
    private static final Duration CODE_WITHIN = Duration.ofMinutes(10);
    private static final int SIGNED_IN_SECONDS = (int) Duration.ofMinutes(30).toSeconds();
    private static final String HOME = "/account";

    private static final String FORM_TOKEN = HttpSessionCsrfTokenRepository.class.getName() + ".CSRF_TOKEN";

    private final SignIns signIns;
    private final InstantSource clock;
    private final HttpSessionSecurityContextRepository contexts = new HttpSessionSecurityContextRepository();
    private final HttpSessionRequestCache wanted = new HttpSessionRequestCache();

    Visit(SignIns signIns, InstantSource clock) {
        this.signIns = signIns;
        this.clock = clock;
    }

    /** Notes that the password of this person was right. */
    void awaitCode(HttpServletRequest request, String personId) {
        HttpSession session = stepUp(request);
        session.setAttribute(HALF, personId);
        session.setAttribute(HALF_SINCE, clock.instant());
    }

    /** Returns the id of whoever has to give a code yet. */
    Optional<String> awaited(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        if (session == null || !(session.getAttribute(HALF_SINCE) instanceof Instant since)) {
            return Optional.empty();
        }
        boolean late = clock.instant().isAfter(since.plus(CODE_WITHIN));
        return late ? Optional.empty() : Optional.ofNullable((String) session.getAttribute(HALF));
    }

    /** Signs somebody in, and returns where to go: to what they wanted before they were asked to log in, or to their account. */
    String signIn(HttpServletRequest request, HttpServletResponse response, String personId) {
        String address = request.getRemoteAddr();
        String agent = request.getHeader(HttpHeaders.USER_AGENT);
        String secret = signIns.begin(personId, address, agent == null ? "" : agent);
        endOld(request.getSession());
        HttpSession session = stepUp(request);
        session.removeAttribute(HALF);
        session.removeAttribute(HALF_SINCE);
        session.setAttribute(SECRET, secret);
        session.setMaxInactiveInterval(SIGNED_IN_SECONDS);
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(UsernamePasswordAuthenticationToken.authenticated(
                personId,
                null,
                List.of(FactorGrantedAuthority.withAuthority(FactorGrantedAuthority.PASSWORD_AUTHORITY)
                        .issuedAt(clock.instant())
                        .build())));
        SecurityContextHolder.setContext(context);
        contexts.saveContext(context, request, response);
        Event.of("login.succeeded").person(personId).address(address).log();
        return next(request, response);
    }

    /** Returns the secret that proves that this browser is signed in. */
    public static String secret(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        Object secret = session == null ? null : session.getAttribute(SECRET);
        if (secret == null) {
            throw new IllegalStateException("nobody is signed in here");
        }
        return secret.toString();
    }

    /** Who planted the session knows neither its id afterwards nor the token that its forms carry. */
    private HttpSession stepUp(HttpServletRequest request) {
        HttpSession session = request.getSession();
        request.changeSessionId();
        session.removeAttribute(FORM_TOKEN);
        return session;
    }

    private void endOld(HttpSession session) {
        if (session.getAttribute(SECRET) instanceof String old) {
            signIns.end(old);
        }
    }

    /** Only path and query are taken over, so that the way on never leads to another host. */
    private String next(HttpServletRequest request, HttpServletResponse response) {
        SavedRequest saved = wanted.getRequest(request, response);
        wanted.removeRequest(request, response);
        if (!(saved instanceof DefaultSavedRequest page) || !"GET".equals(page.getMethod())) {
            return HOME;
        }
        String path = page.getRequestURI();
        return path != null && isPath(path) ? path + query(page.getQueryString()) : HOME;
    }

    private static boolean isPath(String uri) {
        return uri.startsWith("/") && !uri.startsWith("//") && !uri.startsWith("/error");
    }

    private static String query(@Nullable String query) {
        return query == null ? "" : "?" + query;
    }
}
