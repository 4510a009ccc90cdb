package io.gwanmun.auth.account;

import java.util.Locale;
import java.util.Optional;

import org.springframework.context.MessageSource;

import io.gwanmun.auth.login.Guesses;
import io.gwanmun.auth.user.User;
import io.gwanmun.auth.user.Users;

/** The mails that people get, each with a link that works once. */
public final class Letters {

    private final Post post;
    private final MailedLinks links;
    private final Users users;
    private final Guesses guesses;
    private final MessageSource texts;
    private final String site;

    Letters(Post post, MailedLinks links, Users users, Guesses guesses, MessageSource texts, String site) {
        this.post = post;
        this.links = links;
        this.users = users;
        this.guesses = guesses;
        this.texts = texts;
        this.site = site;
    }

    /** Sends a link that makes an account; who has one already is told so instead. */
    void signUp(String email, Locale locale) {
        post.later(() -> {
            if (!guesses.mayMail(email)) {
                return;
            }
            Optional<User> owner = users.byEmail(email);
            if (owner.isPresent()) {
                send(email, "mail.known", locale, site + "/reset");
            } else {
                String secret = links.make(MailedLinks.Purpose.SIGN_UP, null, email);
                send(email, "mail.sign-up", locale, site + "/sign-up/finish?code=" + secret);
            }
        });
    }

    /** Sends a link that sets a new password to the address of whoever has this name or address, if anybody has. */
    void reset(String login, Locale locale) {
        post.later(() -> users.byLogin(login)
                .filter(User::enabled)
                .ifPresent(user -> reset(user, MailedLinks.Purpose.RESET, "mail.reset", locale)));
    }

    /** Sends somebody a link that sets their password, on behalf of an admin; false if they have no address. */
    public boolean invite(User user) {
        if (user.profile().email() == null) {
            return false;
        }
        String tag = user.profile().locale();
        Locale locale = tag == null ? Locale.ENGLISH : Locale.forLanguageTag(tag);
        post.later(() -> reset(user, MailedLinks.Purpose.INVITATION, "mail.invitation", locale));
        return true;
    }

    /** Sends a link that makes a new address somebody's. */
    void newAddress(String personId, String email, Locale locale) {
        post.later(() -> {
            if (guesses.mayMail(email) && users.byEmail(email).isEmpty()) {
                String secret = links.make(MailedLinks.Purpose.NEW_ADDRESS, personId, email);
                send(email, "mail.address", locale, site + "/verify?code=" + secret);
            }
        });
    }

    private void reset(User user, MailedLinks.Purpose purpose, String letter, Locale locale) {
        String email = user.profile().email();
        if (email != null && (purpose == MailedLinks.Purpose.INVITATION || guesses.mayMail(email))) {
            String secret = links.make(purpose, user.id(), email);
            String way = purpose == MailedLinks.Purpose.RESET ? "/reset/choose?code=" : "/reset/welcome?code=";
            send(email, letter, locale, site + way + secret, user.name());
        }
    }

    private void send(String to, String letter, Locale locale, Object... parts) {
        post.send(
                to,
                texts.getMessage(letter + ".subject", null, locale),
                texts.getMessage(letter + ".text", parts, locale));
    }
}
