package io.gwanmun.auth.page;

import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.servlet.ModelAndView;

import io.gwanmun.auth.event.Event;
import io.gwanmun.auth.user.PasswordCheck;

/** Answers 503 where passwords cannot be checked in good time. */
@ControllerAdvice
class Overload {

    @ExceptionHandler({PasswordCheck.BusyException.class, PasswordCheck.UnreachableException.class})
    ModelAndView notNow(RuntimeException reason, HttpServletResponse response) {
        Event.of("login.unavailable").with("reason", reason.getMessage()).log();
        response.setHeader(HttpHeaders.RETRY_AFTER, "5");
        ModelAndView page = new ModelAndView("error", HttpStatus.SERVICE_UNAVAILABLE);
        page.addObject("status", HttpStatus.SERVICE_UNAVAILABLE.value());
        return page;
    }
}
