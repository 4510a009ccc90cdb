/** Where the keys of issuers come from, and how they are kept fresh. Start reading at {@link io.gwanmun.gateway.token.keys.KeySet}. */
@NullMarked
package io.gwanmun.gateway.token.keys;

import org.jspecify.annotations.NullMarked;
