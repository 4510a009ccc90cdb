package io.gwanmun.auth.page;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** Leads from the root to where people have something to do. */
@Controller
class HomePage {

    @GetMapping("/")
    String home() {
        return "redirect:/account";
    }
}
