/** Clients: the programs that ask for tokens, what they may ask for, and the API by which they are managed. */
@NullMarked
package io.gwanmun.auth.client;

import org.jspecify.annotations.NullMarked;
