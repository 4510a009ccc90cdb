package io.gwanmun.samples.users;

import java.net.URI;
import java.util.List;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The operations on users. What cannot be done is refused as {@code application/problem+json}. */
@RestController
@RequestMapping("/users")
final class UsersController {

    private final UserStore store;
    private final Region region;

    UsersController(UserStore store, UsersProperties properties) {
        this.store = store;
        this.region = properties.region();
    }

    @GetMapping({"", "/"})
    UserList list(@RequestParam(defaultValue = "") String name) {
        return UserList.of(store.named(name), region);
    }

    @GetMapping("/{id}")
    UserSummary summary(@PathVariable long id) {
        return UserSummary.of(found(id), region);
    }

    @GetMapping("/{id}/details")
    UserDetails details(@PathVariable long id) {
        return UserDetails.of(found(id), region);
    }

    @PostMapping({"", "/"})
    ResponseEntity<UserDetails> create(@RequestBody NewUser arrival) {
        List<String> faults = arrival.faults();
        if (!faults.isEmpty()) {
            ProblemDetail problem = problem(HttpStatus.BAD_REQUEST, "The user cannot be kept as sent.");
            problem.setProperty("errors", faults);
            throw new ErrorResponseException(HttpStatus.BAD_REQUEST, problem, null);
        }
        User user = store.add(arrival);
        return ResponseEntity.created(URI.create("/users/" + user.id())).body(UserDetails.of(user, region));
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable long id) {
        if (!store.remove(id)) {
            throw unknown(id);
        }
    }

    private User found(long id) {
        return store.find(id).orElseThrow(() -> unknown(id));
    }

    private ErrorResponseException unknown(long id) {
        ProblemDetail problem = problem(HttpStatus.NOT_FOUND, "There is no user " + id + " in this region.");
        return new ErrorResponseException(HttpStatus.NOT_FOUND, problem, null);
    }

    private ProblemDetail problem(HttpStatus status, String detail) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setProperty("region", region.label());
        return problem;
    }
}
