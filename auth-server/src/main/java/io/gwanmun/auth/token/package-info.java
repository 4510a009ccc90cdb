/**
 * Tokens: how they are granted, what they say, where they are kept and how they end. Start with
 * {@link io.gwanmun.auth.token.Grant}: everything that comes of one consent, kept as one document in Redis.
 *
 * <p>Imports {@code client}, {@code key}, {@code state}, {@code user}.
 */
@NullMarked
package io.gwanmun.auth.token;

import org.jspecify.annotations.NullMarked;
