package io.gwanmun.auth.account;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.util.List;
import java.util.Optional;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import io.gwanmun.auth.event.Event;
import io.gwanmun.auth.login.Guesses;
import io.gwanmun.auth.login.SecondFactors;
import io.gwanmun.auth.user.People;
import io.gwanmun.auth.user.Person;

/** Turns a second factor on and off. Both ask for the password; it is on only after a first code was right. */
@Controller
@RequestMapping("/account/second-factor")
class SecondFactorPages {

    private static final String ISSUER = "Gwanmun";

    private final People people;
    private final SecondFactors factors;
    private final OwnPassword ownPassword;
    private final Guesses guesses;

    SecondFactorPages(People people, SecondFactors factors, OwnPassword ownPassword, Guesses guesses) {
        this.people = people;
        this.factors = factors;
        this.ownPassword = ownPassword;
        this.guesses = guesses;
    }

    @PostMapping("/begin")
    String begin(
            Principal me,
            @RequestParam(name = "password", defaultValue = "") String password,
            HttpServletRequest request,
            RedirectAttributes after) {
        Optional<String> refusal = ownPassword.refuses(me.getName(), password, request);
        if (refusal.isPresent() || factors.isOn(me.getName())) {
            return back("error", refusal.orElse("account.unfit"), after);
        }
        factors.begin(me.getName());
        return "redirect:/account/second-factor";
    }

    @GetMapping
    String show(Principal me, Model model) {
        Optional<String> secret = factors.begun(me.getName());
        if (secret.isEmpty()) {
            return "redirect:/account";
        }
        String name = people.find(me.getName()).map(Person::name).orElse("");
        model.addAttribute("secret", secret.get().replaceAll("(.{4})(?=.)", "$1 "));
        model.addAttribute("qr", QrCode.of(address(name, secret.get())));
        return "second-factor";
    }

    @PostMapping
    String confirm(Principal me, @RequestParam(name = "code", defaultValue = "") String code, Model model) {
        String id = me.getName();
        if (guesses.guessCode(id).isPresent()) {
            model.addAttribute("error", "account.too-soon");
            return show(me, model);
        }
        Optional<List<String>> codes = factors.confirm(id, code);
        if (codes.isEmpty()) {
            model.addAttribute("error", "code.wrong");
            return show(me, model);
        }
        guesses.codeWasRight(id);
        Event.of("totp.enrolled").person(id).log();
        return codes(codes.get(), model);
    }

    @PostMapping("/recovery-codes")
    String recoveryCodes(
            Principal me,
            @RequestParam(name = "password", defaultValue = "") String password,
            HttpServletRequest request,
            RedirectAttributes after,
            Model model) {
        Optional<String> refusal = ownPassword.refuses(me.getName(), password, request);
        if (refusal.isPresent() || !factors.isOn(me.getName())) {
            return back("error", refusal.orElse("account.unfit"), after);
        }
        Event.of("totp.recovery-codes").person(me.getName()).log();
        return codes(factors.newRecoveryCodes(me.getName()), model);
    }

    @PostMapping("/end")
    String end(
            Principal me,
            @RequestParam(name = "password", defaultValue = "") String password,
            HttpServletRequest request,
            RedirectAttributes after) {
        Optional<String> refusal = ownPassword.refuses(me.getName(), password, request);
        if (refusal.isPresent()) {
            return back("error", refusal.get(), after);
        }
        factors.end(me.getName());
        Event.of("totp.ended")
                .person(me.getName())
                .address(request.getRemoteAddr())
                .log();
        return back("notice", "account.saved", after);
    }

    /** The address form that authenticator apps read; a space is %20 in it, not a plus. */
    private static String address(String name, String secret) {
        String label =
                URLEncoder.encode(ISSUER + ":" + name, StandardCharsets.UTF_8).replace("+", "%20");
        return "otpauth://totp/" + label + "?secret=" + secret + "&issuer=" + ISSUER;
    }

    private static String codes(List<String> codes, Model model) {
        model.addAttribute("codes", codes);
        return "recovery-codes";
    }

    private static String back(String kind, String message, RedirectAttributes after) {
        after.addFlashAttribute(kind, message);
        return "redirect:/account";
    }
}
