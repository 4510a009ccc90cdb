package io.gwanmun.auth.account;

import org.springframework.ui.Model;

/** The page that says that a mail is on its way, whether one is or not. */
final class MailSent {

    private MailSent() {}

    static String page(Model model, String title) {
        model.addAttribute("heading", title);
        return "mail-sent";
    }
}
