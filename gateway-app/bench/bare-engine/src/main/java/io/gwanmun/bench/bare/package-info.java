/**
 * The yardstick: Spring Cloud Gateway with nothing of ours in it. One class; routes come from a file the bench writes.
 */
@NullMarked
package io.gwanmun.bench.bare;

import org.jspecify.annotations.NullMarked;
