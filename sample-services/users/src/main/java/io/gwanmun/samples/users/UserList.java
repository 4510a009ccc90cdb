package io.gwanmun.samples.users;

import java.util.List;

/** Some users of a region, in the order of their ids. */
record UserList(String region, List<UserSummary> users) {

    UserList {
        users = List.copyOf(users);
    }

    static UserList of(List<User> users, Region region) {
        return new UserList(
                region.label(),
                users.stream().map(user -> UserSummary.of(user, region)).toList());
    }
}
