/** How the first admin and the first clients come about: by a command in production, by a seed file in a demo. */
@NullMarked
package io.gwanmun.auth.setup;

import org.jspecify.annotations.NullMarked;
