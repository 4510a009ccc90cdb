package io.gwanmun.auth.client;

import java.util.Collection;

/** The scopes of the admin APIs. A token with any of them is for nothing else. */
public final class AdminScopes {

    /** Who tokens with an admin scope are for. */
    public static final String AUDIENCE = "gwanmun-admin";

    private AdminScopes() {}

    /** Says whether a scope is one of the admin APIs'. */
    public static boolean holds(String scope) {
        return scope.startsWith("gateway:") || scope.startsWith("auth:");
    }

    /** Says whether any scope is. */
    public static boolean any(Collection<String> scopes) {
        return scopes.stream().anyMatch(AdminScopes::holds);
    }

    /** Says whether some are and some are not, which no request may ask for. */
    public static boolean mixed(Collection<String> scopes) {
        return any(scopes) && !scopes.stream().allMatch(AdminScopes::holds);
    }
}
