package io.gwanmun.gateway.route;

/**
 * What a route asks of one feature: an immutable record, read once when the table is compiled. Its {@code toString} is shown
 * to people by {@code explain} and {@code routes}, so it says what the policy does and holds no secret.
 */
public interface RoutePolicy {

    /** Returns whether this lets everybody call, without proof of who it is. */
    default boolean isOpen() {
        return false;
    }

    /** Returns whether this has to know which country a call comes from. */
    default boolean asksForCountry() {
        return false;
    }
}
