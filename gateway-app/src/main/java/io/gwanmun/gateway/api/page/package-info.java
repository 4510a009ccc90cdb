/**
 * Back room of {@code api}: what a grammar looks like to editors and readers. Start reading at
 * {@link io.gwanmun.gateway.api.page.JsonSchema}.
 */
@NullMarked
package io.gwanmun.gateway.api.page;

import org.jspecify.annotations.NullMarked;
