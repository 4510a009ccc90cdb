package io.gwanmun.auth.account;

import java.security.Principal;
import java.util.Locale;
import java.util.Optional;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import io.gwanmun.auth.account.MailedLinks.Purpose;
import io.gwanmun.auth.event.Event;
import io.gwanmun.auth.login.SecondFactors;
import io.gwanmun.auth.login.SignIns;
import io.gwanmun.auth.login.Visit;
import io.gwanmun.auth.state.Sha256;
import io.gwanmun.auth.user.Names;
import io.gwanmun.auth.user.People;
import io.gwanmun.auth.user.Person;
import io.gwanmun.auth.user.Profile;
import io.gwanmun.auth.user.UnfitException;
import io.gwanmun.auth.user.User;
import io.gwanmun.auth.user.Users;

/** What somebody who is signed in sees of their account and does with it. Changes that matter ask for the password again. */
@Controller
class AccountPage {

    private static final String BACK = "redirect:/account";

    private final People people;
    private final Users users;
    private final Accounts accounts;
    private final SignIns signIns;
    private final SecondFactors factors;
    private final MailedLinks links;
    private final OwnPassword ownPassword;
    private final @Nullable Letters letters;

    AccountPage(
            People people,
            Users users,
            Accounts accounts,
            SignIns signIns,
            SecondFactors factors,
            MailedLinks links,
            OwnPassword ownPassword,
            ObjectProvider<Letters> letters) {
        this.people = people;
        this.users = users;
        this.accounts = accounts;
        this.signIns = signIns;
        this.factors = factors;
        this.links = links;
        this.ownPassword = ownPassword;
        this.letters = letters.getIfAvailable();
    }

    @GetMapping("/account")
    String show(Principal me, HttpServletRequest request, Model model) {
        String id = me.getName();
        Optional<User> user = users.find(id);
        model.addAttribute("name", people.find(id).map(Person::name).orElse(""));
        model.addAttribute("profile", user.map(User::profile).orElse(Profile.EMPTY));
        model.addAttribute("own", user.isPresent());
        model.addAttribute("mails", letters != null);
        model.addAttribute("second", factors.isOn(id));
        model.addAttribute("recoveryCodes", factors.recoveryCodesLeft(id));
        model.addAttribute("signIns", signIns.of(id));
        model.addAttribute("here", Sha256.of(Visit.secret(request)));
        return "account";
    }

    @PostMapping("/account/profile")
    String profile(
            Principal me,
            @RequestParam(name = "givenName", defaultValue = "") String givenName,
            @RequestParam(name = "familyName", defaultValue = "") String familyName,
            RedirectAttributes after) {
        try {
            users.rename(me.getName(), orNull(givenName), orNull(familyName));
            return told("account.saved", after);
        } catch (UnfitException e) {
            return refused("account.unfit", after);
        }
    }

    @PostMapping("/account/email")
    String email(
            Principal me,
            @RequestParam(name = "email", defaultValue = "") String email,
            @RequestParam(name = "password", defaultValue = "") String password,
            HttpServletRequest request,
            Locale locale,
            RedirectAttributes after) {
        if (letters == null || !Names.isEmail(email)) {
            return refused("email.unfit", after);
        }
        Optional<String> refusal = ownPassword.refuses(me.getName(), password, request);
        if (refusal.isPresent()) {
            return refused(refusal.get(), after);
        }
        letters.newAddress(me.getName(), email, locale);
        return told("account.mail-sent", after);
    }

    @GetMapping("/verify")
    String verify(@RequestParam(name = "code", defaultValue = "") String code, Model model) {
        Optional<MailedLinks.Link> link = links.look(Purpose.NEW_ADDRESS, code);
        link.ifPresent(found -> model.addAttribute("email", found.email()));
        model.addAttribute("code", code);
        return link.isPresent() ? "verify" : "link-ended";
    }

    @PostMapping("/verify")
    String verified(@RequestParam(name = "code", defaultValue = "") String code, RedirectAttributes after) {
        Optional<MailedLinks.Link> link = links.use(Purpose.NEW_ADDRESS, code);
        Optional<User> user = link.flatMap(found -> users.find(String.valueOf(found.personId())));
        if (link.isEmpty()
                || user.isEmpty()
                || !accounts.move(user.get(), link.get().email())) {
            return "link-ended";
        }
        return told("account.saved", after);
    }

    @PostMapping("/account/password")
    String password(
            Principal me,
            @RequestParam(name = "password", defaultValue = "") String password,
            @RequestParam(name = "newPassword", defaultValue = "") String newPassword,
            HttpServletRequest request,
            RedirectAttributes after) {
        Optional<String> refusal = ownPassword.refuses(me.getName(), password, request);
        if (refusal.isPresent()) {
            return refused(refusal.get(), after);
        }
        try {
            accounts.setPassword(users.find(me.getName()).orElseThrow(), newPassword);
            return "redirect:/login?password";
        } catch (UnfitException e) {
            return refused("password.unfit", after);
        }
    }

    @PostMapping("/account/sign-ins/end")
    String endOne(Principal me, @RequestParam("id") String id, RedirectAttributes after) {
        signIns.end(me.getName(), id);
        return told("account.ended", after);
    }

    @PostMapping("/account/end-everywhere")
    String endEverywhere(Principal me) {
        accounts.signOut(me.getName());
        Event.of("logout.everywhere").person(me.getName()).log();
        return "redirect:/login?logout";
    }

    private static String told(String notice, RedirectAttributes after) {
        after.addFlashAttribute("notice", notice);
        return BACK;
    }

    private static String refused(String error, RedirectAttributes after) {
        after.addFlashAttribute("error", error);
        return BACK;
    }

    private static @Nullable String orNull(String text) {
        return text.isBlank() ? null : text.strip();
    }
}
