package io.gwanmun.auth.account;

import java.util.Locale;
import java.util.Optional;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

import io.gwanmun.auth.account.MailedLinks.Purpose;
import io.gwanmun.auth.event.Event;
import io.gwanmun.auth.login.ClientAddress;
import io.gwanmun.auth.login.Guesses;
import io.gwanmun.auth.user.PasswordRules;
import io.gwanmun.auth.user.UnfitException;
import io.gwanmun.auth.user.User;
import io.gwanmun.auth.user.Users;

/**
 * A new password for whoever forgot theirs. Whether a name or an address is anybody's shows neither in the answer nor in its time. A link is
 * used up by sending the form, not by opening it, as mail scanners open links.
 */
@Controller
@ConditionalOnProperty("spring.mail.host")
class ResetPages {

    private final Letters letters;
    private final MailedLinks links;
    private final Users users;
    private final Accounts accounts;
    private final Guesses guesses;

    ResetPages(Letters letters, MailedLinks links, Users users, Accounts accounts, Guesses guesses) {
        this.letters = letters;
        this.links = links;
        this.users = users;
        this.accounts = accounts;
        this.guesses = guesses;
    }

    @GetMapping("/reset")
    String ask() {
        return "reset";
    }

    @PostMapping("/reset")
    String send(
            @RequestParam(name = "login", defaultValue = "") String login,
            HttpServletRequest request,
            Locale locale,
            Model model) {
        boolean asked = !login.isBlank() && login.length() <= 254;
        if (asked && guesses.askMail(ClientAddress.of(request)).isEmpty()) {
            letters.reset(login, locale);
        }
        return MailSent.page(model, "reset.title");
    }

    @GetMapping("/reset/choose")
    String choose(@RequestParam(name = "code", defaultValue = "") String code, Model model) {
        return choose(Purpose.RESET, code, model);
    }

    @GetMapping("/reset/welcome")
    String welcome(@RequestParam(name = "code", defaultValue = "") String code, Model model) {
        return choose(Purpose.INVITATION, code, model);
    }

    @PostMapping("/reset/choose")
    String set(
            @RequestParam(name = "code", defaultValue = "") String code,
            @RequestParam(name = "purpose", defaultValue = "RESET") Purpose purpose,
            @RequestParam(name = "password", defaultValue = "") String password,
            HttpServletRequest request,
            Model model) {
        boolean fits = purpose == Purpose.RESET || purpose == Purpose.INVITATION;
        Optional<User> user = links.look(purpose, code)
                .filter(link -> fits)
                .flatMap(link -> users.find(String.valueOf(link.personId())));
        if (user.isEmpty()) {
            return "link-ended";
        }
        try {
            // The rules are looked at first: a password that is refused does not use up the link.
            PasswordRules.check(password, user.get().name());
        } catch (UnfitException e) {
            model.addAttribute("error", "password.unfit");
            return choose(purpose, code, model);
        }
        Optional<MailedLinks.Link> used = links.use(purpose, code);
        if (used.isEmpty()) {
            return "link-ended";
        }
        users.verifyEmail(user.get().id(), used.get().email());
        accounts.setPassword(user.get(), password);
        Event.of("password.reset")
                .person(user.get().id())
                .address(request.getRemoteAddr())
                .log();
        return "redirect:/login?password";
    }

    private String choose(Purpose purpose, String code, Model model) {
        if (links.look(purpose, code).isEmpty()) {
            return "link-ended";
        }
        model.addAttribute("code", code);
        model.addAttribute("purpose", purpose.name());
        return "reset-choose";
    }
}
