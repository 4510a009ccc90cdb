package io.gwanmun.gateway.state.redis;

import java.util.concurrent.TimeoutException;

import io.lettuce.core.RedisCommandTimeoutException;

/** Puts failures of the driver into words that help, without what was sent. */
final class Reasons {

    private Reasons() {}

    static String of(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        if (root instanceof TimeoutException || root instanceof RedisCommandTimeoutException) {
            return "no answer in time";
        }
        String message = root.getMessage();
        if (message == null) {
            return root.getClass().getSimpleName();
        }
        if (message.startsWith("WRONGPASS") || message.startsWith("NOAUTH")) {
            return "the user or the password is wrong, or missing (" + message.substring(0, message.indexOf(' '))
                    + "); they stand in gateway.state.redis.user and gateway.state.redis.password or password-file";
        }
        return message;
    }
}
