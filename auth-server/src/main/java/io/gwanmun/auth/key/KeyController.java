package io.gwanmun.auth.key;

import java.time.Instant;
import java.util.List;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Lets administrators see, change and withdraw signing keys. */
@RestController
@RequestMapping("/admin/v1/keys")
class KeyController {

    private final KeyRing keys;

    KeyController(KeyRing keys) {
        this.keys = keys;
    }

    /** A key without its halves. */
    record View(String id, KeyAlgorithm algorithm, Instant signsFrom, boolean signs) {}

    @GetMapping
    List<View> list() {
        SigningKey current = keys.current();
        return keys.all().stream()
                .map(key -> new View(key.id(), key.algorithm(), key.from(), key.equals(current)))
                .toList();
    }

    @PostMapping
    List<View> rotate() {
        keys.rotate();
        return list();
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void withdraw(@PathVariable String id) {
        if (!keys.withdraw(id)) {
            throw new ErrorResponseException(
                    HttpStatus.NOT_FOUND,
                    ProblemDetail.forStatusAndDetail(HttpStatus.NOT_FOUND, "There is no signing key of this id"),
                    null);
        }
    }
}
