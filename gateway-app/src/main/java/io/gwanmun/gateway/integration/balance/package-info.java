/**
 * Chooses one of an upstream's targets for a call. Start reading at {@link io.gwanmun.gateway.integration.balance.Rotation}.
 * Pure: calls tell what became of them, and the time is handed in.
 */
@NullMarked
package io.gwanmun.gateway.integration.balance;

import org.jspecify.annotations.NullMarked;
