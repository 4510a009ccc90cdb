/** Chooses one of an upstream's targets for a call. Pure: what is known of the targets is handed in. */
@NullMarked
package io.gwanmun.gateway.integration.balance;

import org.jspecify.annotations.NullMarked;
