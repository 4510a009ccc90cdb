package io.gwanmun.auth.login;

import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;

/** Sends browsers to the login page, by path alone: the host of a request is not to be trusted. */
final class ToLogin extends LoginUrlAuthenticationEntryPoint {

    ToLogin() {
        super("/login");
        setFavorRelativeUris(true);
    }
}
