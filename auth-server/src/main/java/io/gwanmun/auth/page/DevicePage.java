package io.gwanmun.auth.page;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * Takes the code that a device shows (RFC 8628 section 3.3). A code that came in the address is only filled in: somebody has to compare it
 * with the device's and say so, else a link would be all it takes to sign in another's device.
 */
@Controller
class DevicePage {

    private static final int LONGEST_CODE = 32;

    @GetMapping("/activate")
    String ask(
            @RequestParam(name = "user_code", defaultValue = "") String code,
            @RequestParam(name = "error", required = false) @Nullable String error,
            Model model) {
        model.addAttribute("code", code.length() <= LONGEST_CODE ? code : "");
        model.addAttribute("error", error == null ? "" : "device.wrong");
        return "device";
    }

    @GetMapping(path = "/activate", params = "success")
    String done() {
        return "device-done";
    }
}
