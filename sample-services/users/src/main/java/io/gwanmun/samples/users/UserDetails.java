package io.gwanmun.samples.users;

import java.math.BigDecimal;

/** All there is to know of a user, the salary included. */
record UserDetails(
        String region, long id, String name, String email, String country, BigDecimal salary, String currency) {

    static UserDetails of(User user, Region region) {
        return new UserDetails(
                region.label(), user.id(), user.name(), user.email(), user.country(), user.salary(), user.currency());
    }
}
