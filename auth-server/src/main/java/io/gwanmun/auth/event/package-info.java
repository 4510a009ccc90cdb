/** What happened to people, clients and tokens, as log lines for those who watch over them. */
@NullMarked
package io.gwanmun.auth.event;

import org.jspecify.annotations.NullMarked;
