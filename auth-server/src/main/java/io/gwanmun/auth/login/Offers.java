package io.gwanmun.auth.login;

/**
 * What the login page offers to those who cannot log in.
 *
 * @param signUp to make an account
 * @param reset to get a link that sets a new password
 */
public record Offers(boolean signUp, boolean reset) {}
