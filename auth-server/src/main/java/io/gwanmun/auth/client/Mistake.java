package io.gwanmun.auth.client;

/**
 * Something wrong with what was sent.
 *
 * @param field where it stands, such as {@code redirectUris[0]}
 * @param message what was wrong
 * @param expected what would have been right
 */
public record Mistake(String field, String message, String expected) {}
