package io.gwanmun.auth.login;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

import io.gwanmun.auth.event.Event;
import io.gwanmun.auth.user.Names;
import io.gwanmun.auth.user.PasswordCheck;
import io.gwanmun.auth.user.Person;

/**
 * The way in: name and password, then a code of whoever has a second factor.
 *
 * <ol>
 *   <li>A guess that comes too soon is told to wait; nothing is checked (429).
 *   <li>Name and password are checked. A wrong name, a wrong password and somebody who may not log in get the same answer.
 *   <li>Whoever has a second factor gives a code, which is throttled too.
 *   <li>The session gets a new id, and the browser goes on to where it wanted.
 * </ol>
 */
@Controller
class LoginPage {

    private static final int LONGEST_LOGIN = 254;
    private static final List<String> NOTICES = List.of("logout", "password", "welcome");

    private final PasswordCheck passwords;
    private final SecondFactors factors;
    private final Guesses guesses;
    private final Visit visit;
    private final Offers offers;

    LoginPage(PasswordCheck passwords, SecondFactors factors, Guesses guesses, Visit visit, Offers offers) {
        this.passwords = passwords;
        this.factors = factors;
        this.guesses = guesses;
        this.visit = visit;
        this.offers = offers;
    }

    @ModelAttribute("signUp")
    boolean signUp() {
        return offers.signUp();
    }

    @ModelAttribute("reset")
    boolean reset() {
        return offers.reset();
    }

    @GetMapping("/login")
    String show(HttpServletRequest request, Model model) {
        NOTICES.stream()
                .filter(notice -> request.getParameter(notice) != null)
                .findFirst()
                .ifPresent(notice -> model.addAttribute("notice", "login.after." + notice));
        return "login";
    }

    @PostMapping("/login")
    String login(
            @RequestParam(name = "username", defaultValue = "") String login,
            @RequestParam(name = "password", defaultValue = "") String password,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        if (login.isBlank() || login.length() > LONGEST_LOGIN) {
            return refused("login", "login.wrong", response, model);
        }
        model.addAttribute("username", login);
        String address = ClientAddress.of(request);
        Optional<String> known = passwords.idOf(login);
        String account = known.orElse(Names.key(login));
        Optional<Duration> wait = guesses.guessPassword(account, address);
        if (wait.isPresent()) {
            Event.of("login.throttled")
                    .person(known.orElse(null))
                    .address(address)
                    .log();
            return tooSoon("login", wait.get(), response, model);
        }
        Optional<Person> person = passwords.check(login, password);
        if (person.isEmpty()) {
            Event.of("login.failed").person(known.orElse(null)).address(address).log();
            return refused("login", "login.wrong", response, model);
        }
        guesses.passwordWasRight(account, address);
        String id = person.get().id();
        if (factors.isOn(id)) {
            visit.awaitCode(request, id);
            return "redirect:/login/code";
        }
        return "redirect:" + visit.signIn(request, response, id);
    }

    @GetMapping("/login/code")
    String askCode(HttpServletRequest request) {
        return visit.awaited(request).isPresent() ? "code" : "redirect:/login";
    }

    @PostMapping("/login/code")
    String code(
            @RequestParam(name = "code", defaultValue = "") String code,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        Optional<String> awaited = visit.awaited(request);
        if (awaited.isEmpty()) {
            return "redirect:/login";
        }
        String id = awaited.get();
        Optional<Duration> wait = guesses.guessCode(id);
        if (wait.isPresent()) {
            Event.of("totp.throttled")
                    .person(id)
                    .address(request.getRemoteAddr())
                    .log();
            return tooSoon("code", wait.get(), response, model);
        }
        if (!factors.use(id, code)) {
            Event.of("totp.failed").person(id).address(request.getRemoteAddr()).log();
            return refused("code", "code.wrong", response, model);
        }
        guesses.codeWasRight(id);
        return "redirect:" + visit.signIn(request, response, id);
    }

    private static String refused(String page, String error, HttpServletResponse response, Model model) {
        response.setStatus(HttpStatus.UNAUTHORIZED.value());
        model.addAttribute("error", error);
        return page;
    }

    private static String tooSoon(String page, Duration wait, HttpServletResponse response, Model model) {
        long seconds = wait.toSeconds() + 1;
        response.setStatus(HttpStatus.TOO_MANY_REQUESTS.value());
        response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(seconds));
        model.addAttribute("error", "login.wait");
        model.addAttribute("seconds", seconds);
        return page;
    }
}
