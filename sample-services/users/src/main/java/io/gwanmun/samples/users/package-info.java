/**
 * A service that keeps the users of one region. Start reading at {@code UsersController}, which has the operations;
 * {@code UserStore} keeps the users in memory, so a restart brings back those of the data file.
 */
@NullMarked
package io.gwanmun.samples.users;

import org.jspecify.annotations.NullMarked;
