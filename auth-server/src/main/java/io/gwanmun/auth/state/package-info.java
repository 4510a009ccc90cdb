/** Redis: the connection over which everything short-lived is kept. */
@NullMarked
package io.gwanmun.auth.state;

import org.jspecify.annotations.NullMarked;
