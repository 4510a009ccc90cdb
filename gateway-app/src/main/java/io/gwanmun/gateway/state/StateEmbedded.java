package io.gwanmun.gateway.state;

import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Holds when the server is one of this process. */
final class StateEmbedded implements Condition {

    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
        return context.getEnvironment()
                .getProperty("gateway.state.redis.uri", "")
                .strip()
                .equals("embedded");
    }
}
