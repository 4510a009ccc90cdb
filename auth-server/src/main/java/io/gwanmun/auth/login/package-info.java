/**
 * How people log in: password, throttle, second factor, and the browsers where they are signed in. Start reading at
 * {@link io.gwanmun.auth.login.LoginPage}.
 */
@NullMarked
package io.gwanmun.auth.login;

import org.jspecify.annotations.NullMarked;
