package io.gwanmun.auth.client;

import java.util.List;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Answers what the admin APIs refuse, as RFC 9457 says; the member {@code errors} names field, mistake and what was expected. */
@RestControllerAdvice(annotations = RestController.class)
class Problems extends ResponseEntityExceptionHandler {

    @ExceptionHandler
    ResponseEntity<ProblemDetail> refused(RefusedException e) {
        return answer(e.status(), e.mistakes());
    }

    @Override
    protected ResponseEntity<Object> handleHttpMessageNotReadable(
            HttpMessageNotReadableException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        ResponseEntity<ProblemDetail> answer = answer(HttpStatus.BAD_REQUEST, List.of(mistake(e.getCause())));
        return ResponseEntity.status(answer.getStatusCode())
                .headers(answer.getHeaders())
                .body(answer.getBody());
    }

    private static ResponseEntity<ProblemDetail> answer(HttpStatus status, List<Mistake> mistakes) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(
                status,
                mistakes.stream()
                        .map(mistake -> "%s: %s (expected: %s)"
                                .formatted(mistake.field(), mistake.message(), mistake.expected()))
                        .collect(Collectors.joining("; ")));
        problem.setProperty("errors", mistakes);
        return ResponseEntity.status(status).body(problem);
    }

    private static Mistake mistake(@Nullable Throwable cause) {
        if (cause instanceof UnrecognizedPropertyException unknown) {
            String known = unknown.getKnownPropertyIds() == null
                    ? "a known field"
                    : "one of "
                            + unknown.getKnownPropertyIds().stream()
                                    .map(String::valueOf)
                                    .sorted()
                                    .collect(Collectors.joining(", "));
            return new Mistake(field(unknown), "unknown", known);
        }
        if (cause instanceof MismatchedInputException mismatch) {
            Class<?> type = mismatch.getTargetType();
            String expected = type == null
                    ? "another value"
                    : type.isEnum() ? "one of " + List.of(type.getEnumConstants()) : type.getSimpleName();
            return new Mistake(field(mismatch), "not of the right type", expected);
        }
        if (cause instanceof DatabindException bound && bound.getCause() instanceof NullPointerException) {
            return new Mistake(field(bound), "null in a list", "values");
        }
        if (cause instanceof StreamReadException unreadable && unreadable.getLocation() != null) {
            return new Mistake(
                    "line " + unreadable.getLocation().getLineNr() + ", column "
                            + unreadable.getLocation().getColumnNr(),
                    "not JSON",
                    "one JSON object");
        }
        return new Mistake("body", "unreadable", "one JSON object");
    }

    private static String field(JacksonException e) {
        String path = e.getPath().stream()
                .map(step ->
                        step.getPropertyName() == null ? "[" + step.getIndex() + "]" : "." + step.getPropertyName())
                .collect(Collectors.joining());
        return path.isEmpty() ? "body" : path.startsWith(".") ? path.substring(1) : path;
    }
}
