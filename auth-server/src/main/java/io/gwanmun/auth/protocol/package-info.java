/**
 * The endpoints that the standards name: filter chains, and what the library leaves open. Start with
 * {@link io.gwanmun.auth.protocol.ProtocolConfiguration}.
 *
 * <p>May import every other room; no other room imports it.
 */
@NullMarked
package io.gwanmun.auth.protocol;

import org.jspecify.annotations.NullMarked;
