/**
 * The command. Start reading at {@link io.gwanmun.bench.Bench}; {@code Workbench} sets the table,
 * {@code Subset} names what can be measured. The rooms below: {@code host} (machine, child processes),
 * {@code server} (what is measured and its upstream), {@code load} (generators), {@code measure} (trials and
 * figures), {@code campaign} (runs that show how it holds), {@code report} (tables in the documentation page).
 */
@NullMarked
package io.gwanmun.bench;

import org.jspecify.annotations.NullMarked;
