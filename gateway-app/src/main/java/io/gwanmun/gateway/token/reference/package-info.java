/**
 * Where reference tokens are known, and which tokens were called back.
 *
 * <p>Start reading at {@link io.gwanmun.gateway.token.reference.RevocationFeed}, then
 * {@link io.gwanmun.gateway.token.reference.StateTokens} and {@link io.gwanmun.gateway.token.reference.Introspection}.
 */
@NullMarked
package io.gwanmun.gateway.token.reference;

import org.jspecify.annotations.NullMarked;
