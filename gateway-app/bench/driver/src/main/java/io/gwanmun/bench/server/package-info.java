/**
 * What is started to be measured, and the nginx behind it. Start reading at {@link io.gwanmun.bench.server.Program}. Imports host.
 */
@NullMarked
package io.gwanmun.bench.server;

import org.jspecify.annotations.NullMarked;
