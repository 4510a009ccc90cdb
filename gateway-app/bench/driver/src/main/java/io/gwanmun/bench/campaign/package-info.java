/**
 * Long runs that show how the gateway holds, rather than how fast it is. Start reading at
 * {@link io.gwanmun.bench.campaign.Campaign}. Imports host.
 */
@NullMarked
package io.gwanmun.bench.campaign;

import org.jspecify.annotations.NullMarked;
