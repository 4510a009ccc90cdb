package io.gwanmun.auth.admin;

import java.net.URI;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import io.gwanmun.auth.account.Accounts;
import io.gwanmun.auth.account.Letters;
import io.gwanmun.auth.event.Event;
import io.gwanmun.auth.login.Guesses;
import io.gwanmun.auth.login.SecondFactors;
import io.gwanmun.auth.login.SignIns;
import io.gwanmun.auth.user.Page;
import io.gwanmun.auth.user.PasswordRules;
import io.gwanmun.auth.user.Person;
import io.gwanmun.auth.user.UnfitException;
import io.gwanmun.auth.user.User;
import io.gwanmun.auth.user.UserDraft;
import io.gwanmun.auth.user.Users;

/** Lets administrators write people. Whatever takes rights away ends sign-ins and tokens at once. */
@RestController
@RequestMapping("/admin/v1/users")
@ConditionalOnProperty(name = "auth.users.source", havingValue = "database", matchIfMissing = true)
class UserController {

    private final Users users;
    private final Accounts accounts;
    private final SignIns signIns;
    private final SecondFactors factors;
    private final Guesses guesses;
    private final @Nullable Letters letters;

    UserController(
            Users users,
            Accounts accounts,
            SignIns signIns,
            SecondFactors factors,
            Guesses guesses,
            ObjectProvider<Letters> letters) {
        this.users = users;
        this.accounts = accounts;
        this.signIns = signIns;
        this.factors = factors;
        this.guesses = guesses;
        this.letters = letters.getIfAvailable();
    }

    /** A page of people in an answer. */
    record Found(List<UserView> items, int page, int size, long total) {}

    /** The names of roles. */
    record RoleNames(@Nullable List<String> roles) {}

    @GetMapping
    Found list(
            @RequestParam(defaultValue = "") String search,
            @RequestParam(defaultValue = "0") int page,
            @RequestParam(defaultValue = "50") int size) {
        Page<User> found = users.search(search, page, size);
        return new Found(found.items().stream().map(UserView::of).toList(), page, size, found.total());
    }

    @GetMapping("/{id}")
    UserView read(@PathVariable String id) {
        return full(known(id));
    }

    @PostMapping
    ResponseEntity<UserView> create(@RequestBody WrittenUser written) {
        UserDraft draft = written.draft();
        String password = written.password();
        if (password != null) {
            PasswordRules.check(password, draft.name());
        }
        User user = users.create(draft);
        if (password != null) {
            accounts.setPassword(user, password);
        }
        Event.of("user.created").person(user.id()).log();
        return ResponseEntity.created(URI.create("/admin/v1/users/" + user.id()))
                .body(full(known(user.id())));
    }

    @PutMapping("/{id}")
    UserView replace(@PathVariable String id, @RequestBody WrittenUser written) {
        User before = known(id);
        UserDraft draft = written.draft();
        if (written.password() != null) {
            throw new UnfitException("password", "one", "none: send a reset, or let them choose another themselves");
        }
        keepAnAdmin(before, draft.enabled() && draft.roles().contains(Person.ADMIN));
        return full(accounts.replace(before, draft).orElseThrow(() -> missing(id)));
    }

    @PutMapping("/{id}/roles")
    UserView roles(@PathVariable String id, @RequestBody RoleNames written) {
        User before = known(id);
        List<String> names = written.roles();
        if (names == null) {
            throw new UnfitException("roles", "nothing", "a list of names of roles");
        }
        keepAnAdmin(before, before.enabled() && names.contains(Person.ADMIN));
        UserDraft draft =
                new UserDraft(before.name(), before.profile(), before.enabled(), Set.copyOf(names), before.groups());
        return full(accounts.replace(before, draft).orElseThrow(() -> missing(id)));
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable String id) {
        User user = known(id);
        keepAnAdmin(user, false);
        accounts.delete(user);
    }

    @PostMapping("/{id}/disable")
    UserView disable(@PathVariable String id) {
        User user = known(id);
        keepAnAdmin(user, false);
        accounts.enable(user, false);
        return read(id);
    }

    @PostMapping("/{id}/enable")
    UserView enable(@PathVariable String id) {
        accounts.enable(known(id), true);
        return read(id);
    }

    @PostMapping("/{id}/unlock")
    UserView unlock(@PathVariable String id) {
        guesses.forget(known(id).id());
        Event.of("user.unlocked").person(id).log();
        return read(id);
    }

    @PostMapping("/{id}/sign-out")
    UserView signOut(@PathVariable String id) {
        accounts.signOut(known(id).id());
        return read(id);
    }

    /** For somebody who lost both their app and their recovery codes. */
    @DeleteMapping("/{id}/second-factor")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void endSecondFactor(@PathVariable String id) {
        factors.end(known(id).id());
        Event.of("totp.ended").person(id).with("by", "admin").log();
    }

    @PostMapping("/{id}/reset")
    @ResponseStatus(HttpStatus.ACCEPTED)
    void reset(@PathVariable String id) {
        User user = known(id);
        if (letters == null) {
            throw new UnfitException("spring.mail.host", "nothing", "an SMTP server, as resets are sent by mail");
        }
        if (!letters.invite(user)) {
            throw new UnfitException("email", "nothing", "a user with an address");
        }
        Event.of("password.reset-sent").person(id).log();
    }

    private UserView full(User user) {
        String id = user.id();
        return UserView.of(user, factors.isOn(id), signIns.of(id).size(), guesses.of(id));
    }

    private void keepAnAdmin(User before, boolean stays) {
        if (!stays
                && before.enabled()
                && before.roles().contains(Person.ADMIN)
                && !users.anyOtherHas(Person.ADMIN, before.id())) {
            throw new PeopleProblems.LastAdminException();
        }
    }

    private User known(String id) {
        return users.find(id).orElseThrow(() -> missing(id));
    }

    private static PeopleProblems.MissingException missing(String id) {
        return new PeopleProblems.MissingException("id", id);
    }
}
