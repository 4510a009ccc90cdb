package io.gwanmun.gateway.state;

import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Holds when an address is set; an empty one, as an unset variable leaves it, is none. */
final class StateConfigured implements Condition {

    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
        return !context.getEnvironment()
                .getProperty("gateway.state.redis.uri", "")
                .isBlank();
    }
}
