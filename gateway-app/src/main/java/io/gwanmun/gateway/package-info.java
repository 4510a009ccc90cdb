/** The gateway process; rooms are features. */
@NullMarked
package io.gwanmun.gateway;

import org.jspecify.annotations.NullMarked;
