/**
 * Back room of {@code api}: the shapes themselves. Start reading at
 * {@link io.gwanmun.gateway.api.shape.ObjectShape}, which reads a mapping of known keys; everything else is smaller.
 */
@NullMarked
package io.gwanmun.gateway.api.shape;

import org.jspecify.annotations.NullMarked;
