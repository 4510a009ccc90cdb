package io.gwanmun.auth.admin;

import java.util.List;
import java.util.Map;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

import io.gwanmun.auth.user.TakenException;
import io.gwanmun.auth.user.UnfitException;

/** Answers what this API refuses, as RFC 9457 says; the member {@code errors} names field, mistake and what was expected. */
@Order(Ordered.HIGHEST_PRECEDENCE)
@RestControllerAdvice(basePackageClasses = PeopleProblems.class)
class PeopleProblems {

    /** Nobody and nothing has this id or name. */
    static final class MissingException extends RuntimeException {

        private final String field;
        private final String found;

        MissingException(String field, String found) {
            super(null, null, false, false);
            this.field = field;
            this.found = found;
        }
    }

    /** What was asked would leave nobody who can undo it. */
    static final class LastAdminException extends RuntimeException {

        LastAdminException() {
            super(null, null, false, false);
        }
    }

    @ExceptionHandler
    ProblemDetail unfit(UnfitException e) {
        return problem(HttpStatus.BAD_REQUEST, e.field(), e.found() + " does not fit", e.expected());
    }

    @ExceptionHandler
    ProblemDetail taken(TakenException e) {
        return problem(HttpStatus.CONFLICT, e.field(), e.found() + " is taken", "one that nobody else has");
    }

    @ExceptionHandler
    ProblemDetail missing(MissingException e) {
        return problem(HttpStatus.NOT_FOUND, e.field, e.found + " is not there", "one that is in the list");
    }

    @ExceptionHandler
    ProblemDetail lastAdmin(LastAdminException e) {
        return problem(HttpStatus.CONFLICT, "roles", "nobody else is an admin", "another user with this role first");
    }

    private static ProblemDetail problem(HttpStatus status, String field, String message, String expected) {
        ProblemDetail problem =
                ProblemDetail.forStatusAndDetail(status, "%s: %s (expected: %s)".formatted(field, message, expected));
        problem.setProperty("errors", List.of(Map.of("field", field, "message", message, "expected", expected)));
        return problem;
    }
}
