/**
 * Tables and the page they stand in. Start reading at {@link io.gwanmun.bench.report.MarkedPage}. Imports host and measure.
 */
@NullMarked
package io.gwanmun.bench.report;

import org.jspecify.annotations.NullMarked;
