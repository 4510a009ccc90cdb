/**
 * Trials: who is loaded when, and the figures that come out. Start reading at {@link io.gwanmun.bench.measure.Comparison}. Imports host, server, load.
 */
@NullMarked
package io.gwanmun.bench.measure;

import org.jspecify.annotations.NullMarked;
