package io.gwanmun.auth.user;

import java.util.Optional;

/** Whoever can log in, wherever they are kept. */
public interface People {

    /** Returns a person by id. */
    Optional<Person> find(String id);

    /** Returns a person by the name they log in with; case does not count. */
    Optional<Person> named(String name);
}
