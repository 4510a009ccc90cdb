/**
 * The adapter to Spring Cloud Gateway's own filters: those of an allow-list by name, and filter beans from jars in the
 * plug-in folder. Arguments are bound to the filter's configuration by property, never evaluated: no expression language, no
 * bean references.
 */
@NullMarked
package io.gwanmun.gateway.route.engine;

import org.jspecify.annotations.NullMarked;
