package io.gwanmun.auth.account;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

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
import io.gwanmun.auth.user.Names;
import io.gwanmun.auth.user.PasswordRules;
import io.gwanmun.auth.user.Profile;
import io.gwanmun.auth.user.TakenException;
import io.gwanmun.auth.user.UnfitException;
import io.gwanmun.auth.user.User;
import io.gwanmun.auth.user.UserDraft;
import io.gwanmun.auth.user.Users;

/**
 * Making oneself an account: an address first, and a name and a password by the link that is mailed to it. So nobody is kept whose address
 * is not proved, and whether an address has an account shows only in its own mailbox.
 */
@Controller
@ConditionalOnProperty("auth.sign-up.enabled")
class SignUpPages {

    /** Under what tries at names are counted; nobody can be called so. */
    private static final String TRIES = "names at sign-up";

    private final Letters letters;
    private final MailedLinks links;
    private final Users users;
    private final Accounts accounts;
    private final Guesses guesses;

    SignUpPages(Letters letters, MailedLinks links, Users users, Accounts accounts, Guesses guesses) {
        this.letters = letters;
        this.links = links;
        this.users = users;
        this.accounts = accounts;
        this.guesses = guesses;
    }

    @GetMapping("/sign-up")
    String ask() {
        return "sign-up";
    }

    @PostMapping("/sign-up")
    String send(
            @RequestParam(name = "email", defaultValue = "") String email,
            HttpServletRequest request,
            Locale locale,
            Model model) {
        if (!Names.isEmail(email)) {
            model.addAttribute("error", "email.unfit");
            return "sign-up";
        }
        if (guesses.askMail(ClientAddress.of(request)).isEmpty()) {
            letters.signUp(email, locale);
        }
        return MailSent.page(model, "sign-up.title");
    }

    @GetMapping("/sign-up/finish")
    String choose(@RequestParam(name = "code", defaultValue = "") String code, Model model) {
        Optional<MailedLinks.Link> link = links.look(Purpose.SIGN_UP, code);
        if (link.isEmpty()) {
            return "link-ended";
        }
        model.addAttribute("code", code);
        model.addAttribute("email", link.get().email());
        return "sign-up-finish";
    }

    @PostMapping("/sign-up/finish")
    String finish(
            @RequestParam(name = "code", defaultValue = "") String code,
            @RequestParam(name = "username", defaultValue = "") String name,
            @RequestParam(name = "password", defaultValue = "") String password,
            HttpServletRequest request,
            Locale locale,
            Model model) {
        Optional<MailedLinks.Link> link = links.look(Purpose.SIGN_UP, code);
        if (link.isEmpty()) {
            return "link-ended";
        }
        model.addAttribute("username", name);
        String address = ClientAddress.of(request);
        // Otherwise one link would be enough to ask for the names of all.
        if (guesses.guessPassword(TRIES, address).isPresent()) {
            model.addAttribute("error", "account.too-soon");
            return choose(code, model);
        }
        try {
            UserDraft draft = new UserDraft(name, profile(link.get().email(), locale), true, Set.of(), Set.of());
            PasswordRules.check(password, name);
            User user = users.create(draft);
            links.use(Purpose.SIGN_UP, code);
            guesses.passwordWasRight(TRIES, address);
            accounts.setPassword(user, password);
            Event.of("user.signed-up")
                    .person(user.id())
                    .address(request.getRemoteAddr())
                    .log();
        } catch (UnfitException | TakenException e) {
            String error = e instanceof UnfitException unfit && unfit.field().equals("password")
                    ? "password.unfit"
                    : "name.unfit";
            model.addAttribute("error", error);
            return choose(code, model);
        }
        return "redirect:/login?welcome";
    }

    private static Profile profile(String email, Locale locale) {
        return new Profile(email, true, null, null, locale.toLanguageTag());
    }
}
