/**
 * The load generators and what they report. Start reading at {@link io.gwanmun.bench.load.Generator}. Imports host.
 */
@NullMarked
package io.gwanmun.bench.load;

import org.jspecify.annotations.NullMarked;
