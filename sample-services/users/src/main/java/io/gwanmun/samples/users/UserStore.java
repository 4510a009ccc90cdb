package io.gwanmun.samples.users;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;

/** Keeps the users of one region in memory, ordered by id. An id is never given twice in one run. */
final class UserStore {

    private final ConcurrentSkipListMap<Long, User> users = new ConcurrentSkipListMap<>();
    private final AtomicLong lastId;

    UserStore(List<User> initial) {
        initial.forEach(user -> users.put(user.id(), user));
        this.lastId = new AtomicLong(users.isEmpty() ? 0 : users.lastKey());
    }

    /** The users whose name has this part, letter case ignored; an empty part finds all. */
    List<User> named(String part) {
        String wanted = part.toLowerCase(Locale.ROOT);
        return users.values().stream()
                .filter(user -> user.name().toLowerCase(Locale.ROOT).contains(wanted))
                .toList();
    }

    Optional<User> find(long id) {
        return Optional.ofNullable(users.get(id));
    }

    User add(NewUser arrival) {
        User user = arrival.withId(lastId.incrementAndGet());
        users.put(user.id(), user);
        return user;
    }

    /** Whether there was such a user to remove. */
    boolean remove(long id) {
        return users.remove(id) != null;
    }
}
