/** Tokens: how they are granted, what they say, where they are kept and how they end. */
@NullMarked
package io.gwanmun.auth.token;

import org.jspecify.annotations.NullMarked;
