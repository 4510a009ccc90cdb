package io.gwanmun.auth.user;

import java.util.Optional;

/** Tells whether a password is somebody's. */
public interface PasswordCheck {

    /** Returns the id of whoever logs in with this name or e-mail address, in as many steps whether there is somebody or not. */
    Optional<String> idOf(String login);

    /**
     * Returns who has this name or address and this password, and may log in. The answer takes as long for a name nobody has as for a
     * wrong password.
     *
     * @throws BusyException if more passwords wait to be checked than can be in good time
     * @throws UnreachableException if who is asked does not answer
     */
    Optional<Person> check(String login, String password);

    /** Returns whether this is the password of the person of this id, for those who are logged in already. */
    boolean isPasswordOf(String id, String password);

    /** Too much is asked at once; it can be tried again soon. */
    final class BusyException extends RuntimeException {

        BusyException() {
            super("too many passwords to check", null, false, false);
        }
    }

    /** The place where people are kept does not answer. */
    final class UnreachableException extends RuntimeException {

        /** Says what did not answer. */
        public UnreachableException(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
