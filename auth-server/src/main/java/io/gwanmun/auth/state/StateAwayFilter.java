package io.gwanmun.auth.state;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

import io.lettuce.core.RedisException;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Answers 503 when Redis cannot be reached in time, never 400 or 401: a client that was told so would throw its tokens away.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 100)
class StateAwayFilter extends OncePerRequestFilter {

    private static final Logger LOG = LoggerFactory.getLogger(StateAwayFilter.class);
    private static final String ANSWER =
            "{\"error\":\"temporarily_unavailable\",\"error_description\":\"Try again in a moment\"}";

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            chain.doFilter(request, response);
        } catch (RuntimeException | ServletException e) {
            RedisException away = cause(e);
            if (away == null || response.isCommitted()) {
                throw e;
            }
            LOG.warn("Redis: {} (expected: an answer within auth.redis.timeout)", away.getMessage());
            response.reset();
            response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
            response.setHeader(HttpHeaders.RETRY_AFTER, "1");
            response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
            response.setContentType(MediaType.APPLICATION_JSON_VALUE);
            response.getOutputStream().write(ANSWER.getBytes(StandardCharsets.UTF_8));
        }
    }

    private static @Nullable RedisException cause(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof RedisException away) {
                return away;
            }
        }
        return null;
    }
}
