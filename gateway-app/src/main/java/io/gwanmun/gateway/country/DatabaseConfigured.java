package io.gwanmun.gateway.country;

import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Holds when a database is set; an empty name, as an unset variable leaves it, is none. */
final class DatabaseConfigured implements Condition {

    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
        return !context.getEnvironment()
                .getProperty(CountryConfiguration.DATABASE, "")
                .isBlank();
    }
}
