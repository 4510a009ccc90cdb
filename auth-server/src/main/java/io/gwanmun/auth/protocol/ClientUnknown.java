package io.gwanmun.auth.protocol;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;

/**
 * Tells programs that did not prove who they are to do so
 * (<a href="https://datatracker.ietf.org/doc/html/rfc6749#section-5.2">RFC 6749 section 5.2</a>): 401 with a challenge, and
 * nothing of what exactly was wrong. Another mistake in the proof, such as a wrong code verifier, is 400.
 */
final class ClientUnknown implements AuthenticationEntryPoint, AuthenticationFailureHandler {

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException e)
            throws IOException {
        answer(response, OAuth2ErrorCodes.INVALID_CLIENT);
    }

    @Override
    public void onAuthenticationFailure(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException e) throws IOException {
        answer(
                response,
                e instanceof OAuth2AuthenticationException refused
                        ? refused.getError().getErrorCode()
                        : OAuth2ErrorCodes.INVALID_CLIENT);
    }

    private static void answer(HttpServletResponse response, String error) throws IOException {
        boolean unknown = OAuth2ErrorCodes.INVALID_CLIENT.equals(error);
        response.setStatus(unknown ? HttpServletResponse.SC_UNAUTHORIZED : HttpServletResponse.SC_BAD_REQUEST);
        if (unknown) {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"client\"");
        }
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        response.getOutputStream().write("{\"error\":\"%s\"}".formatted(error).getBytes(StandardCharsets.UTF_8));
    }
}
