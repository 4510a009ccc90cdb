package io.gwanmun.auth.account;

import java.util.Optional;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.stereotype.Component;

import io.gwanmun.auth.event.Event;
import io.gwanmun.auth.login.ClientAddress;
import io.gwanmun.auth.login.Guesses;
import io.gwanmun.auth.user.PasswordCheck;

/** Asks those who are signed in for their password again, as a browser left open is anybody's; guesses count as those at the login do. */
@Component
final class OwnPassword {

    private final PasswordCheck passwords;
    private final Guesses guesses;

    OwnPassword(PasswordCheck passwords, Guesses guesses) {
        this.passwords = passwords;
        this.guesses = guesses;
    }

    /** Returns what to tell somebody whose password this is not, or nothing if it is theirs. */
    Optional<String> refuses(String personId, String password, HttpServletRequest request) {
        String address = ClientAddress.of(request);
        if (guesses.guessPassword(personId, address).isPresent()) {
            return Optional.of("account.too-soon");
        }
        if (!passwords.isPasswordOf(personId, password)) {
            Event.of("reauthentication.failed")
                    .person(personId)
                    .address(address)
                    .log();
            return Optional.of("account.wrong-password");
        }
        guesses.passwordWasRight(personId, address);
        return Optional.empty();
    }
}
