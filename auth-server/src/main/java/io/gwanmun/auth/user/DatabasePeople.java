package io.gwanmun.auth.user;

import java.util.Optional;

/** People of the database and their passwords. */
final class DatabasePeople implements People, PasswordCheck {

    private final Users users;
    private final PasswordHashing hashing;

    DatabasePeople(Users users, PasswordHashing hashing) {
        this.users = users;
        this.hashing = hashing;
    }

    @Override
    public Optional<Person> find(String id) {
        return users.find(id).map(User::toPerson);
    }

    @Override
    public Optional<Person> named(String name) {
        return users.named(name).map(User::toPerson);
    }

    @Override
    public Optional<String> idOf(String login) {
        return users.idOf(login);
    }

    /** The same steps are gone for a name nobody has; who somebody is beside their id is read only when the password was right. */
    @Override
    public Optional<Person> check(String login, String password) {
        String id = idOf(login).orElse("");
        return isPasswordOf(id, password) ? find(id).filter(Person::enabled) : Optional.empty();
    }

    @Override
    public boolean isPasswordOf(String id, String password) {
        String hash = users.passwordHash(id).orElse(null);
        boolean right = hashing.matches(password, hash);
        if (right && hash != null && hashing.isOld(hash)) {
            users.replaceHash(id, hash, hashing.hash(password));
        }
        return right;
    }
}
