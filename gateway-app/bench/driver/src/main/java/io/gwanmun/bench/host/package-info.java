/**
 * The machine and its processes: tools, Java installations, temporary folder, children and their CPU time. Start reading at {@link io.gwanmun.bench.host.Workshop}. Imports no other room.
 */
@NullMarked
package io.gwanmun.bench.host;

import org.jspecify.annotations.NullMarked;
