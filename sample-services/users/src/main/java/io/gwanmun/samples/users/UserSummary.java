package io.gwanmun.samples.users;

/** What anybody may know of a user. */
record UserSummary(String region, long id, String name, String email, String country) {

    static UserSummary of(User user, Region region) {
        return new UserSummary(region.label(), user.id(), user.name(), user.email(), user.country());
    }
}
