/**
 * Signing keys: made, published, used, retired and removed by the clock. Start with {@link io.gwanmun.auth.key.KeyRing}.
 *
 * <p>Imports {@code state}.
 */
@NullMarked
package io.gwanmun.auth.key;

import org.jspecify.annotations.NullMarked;
