package io.gwanmun.gateway.observability;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who may see how the gateway decided about a call.
 *
 * @param key secret of 32 to 256 visible ASCII characters: calls with it in {@code Gateway-Explain} get {@code Gateway-Decision}
 *     on the answer; empty for nobody
 */
@ConfigurationProperties(prefix = "gateway.decisions", ignoreUnknownFields = false)
record DecisionProperties(@DefaultValue("") String key) {

    private static final int SHORTEST = 32;
    private static final int LONGEST = 256;

    DecisionProperties {
        boolean fits = key.length() >= SHORTEST
                && key.length() <= LONGEST
                && key.chars().allMatch(c -> c > ' ' && c <= '~');
        if (!key.isEmpty() && !fits) {
            throw new IllegalArgumentException("gateway.decisions.key: " + key.length()
                    + " characters (expected: 32 to 256 visible ASCII characters, such as openssl rand -hex 32 makes)");
        }
    }

    /** Does not show the key. */
    @Override
    public String toString() {
        return "decisions: " + (key.isEmpty() ? "off" : "on");
    }
}
