package io.gwanmun.auth.account;

import java.util.Objects;
import java.util.Optional;

import io.gwanmun.auth.event.Event;
import io.gwanmun.auth.login.SecondFactors;
import io.gwanmun.auth.login.SignIns;
import io.gwanmun.auth.token.Grants;
import io.gwanmun.auth.user.PasswordHashing;
import io.gwanmun.auth.user.PasswordRules;
import io.gwanmun.auth.user.User;
import io.gwanmun.auth.user.UserDraft;
import io.gwanmun.auth.user.Users;

/**
 * Changes people, and ends what a change takes the ground from: a new password, other roles and being disabled end every sign-in and every
 * token; being deleted ends the second factor too. Links that were mailed end with the password and the address that they could change.
 */
public final class Accounts {

    private final Users users;
    private final PasswordHashing hashing;
    private final SignIns signIns;
    private final SecondFactors factors;
    private final Grants grants;
    private final MailedLinks links;

    Accounts(
            Users users,
            PasswordHashing hashing,
            SignIns signIns,
            SecondFactors factors,
            Grants grants,
            MailedLinks links) {
        this.users = users;
        this.hashing = hashing;
        this.signIns = signIns;
        this.factors = factors;
        this.grants = grants;
        this.links = links;
    }

    /**
     * Gives somebody a new password and signs them out everywhere.
     *
     * @throws io.gwanmun.auth.user.UnfitException if it cannot be a password
     */
    public void setPassword(User user, String password) {
        PasswordRules.check(password, user.name());
        users.setPasswordHash(user.id(), hashing.hash(password));
        links.endAll(user.id());
        signOut(user.id());
        Event.of("password.changed").person(user.id()).log();
    }

    /** Makes somebody what a draft says, and signs them out everywhere if their roles changed or they may not log in any more. */
    public Optional<User> replace(User before, UserDraft draft) {
        Optional<User> after = users.replace(before.id(), draft);
        after.filter(now -> weighs(before, now)).ifPresent(now -> signOut(now.id()));
        after.filter(now ->
                        !Objects.equals(before.profile().email(), now.profile().email()))
                .ifPresent(now -> links.endAll(now.id()));
        return after;
    }

    /** Gives somebody an address that they proved to be theirs; false if it is somebody else's by now. */
    boolean move(User user, String email) {
        boolean done = users.move(user.id(), email);
        if (done) {
            links.endAll(user.id());
            Event.of("email.changed").person(user.id()).log();
        }
        return done;
    }

    /** Lets somebody log in, or no more. */
    public void enable(User user, boolean enabled) {
        users.enable(user.id(), enabled);
        if (!enabled) {
            links.endAll(user.id());
            signOut(user.id());
        }
        Event.of(enabled ? "user.enabled" : "user.disabled").person(user.id()).log();
    }

    /** Forgets somebody and all that is theirs. */
    public void delete(User user) {
        users.delete(user.id());
        factors.end(user.id());
        signOut(user.id());
        Event.of("user.deleted").person(user.id()).log();
    }

    /** Ends every sign-in and everything granted to somebody. */
    public void signOut(String id) {
        signIns.endAll(id);
        grants.endAllOfPerson(id);
    }

    private static boolean weighs(User before, User after) {
        return before.enabled() != after.enabled()
                || !before.toPerson().roles().equals(after.toPerson().roles());
    }
}
