/**
 * What people do with their own accounts: making one, proving an address, a new password, a second factor, ending sign-ins. Start reading
 * at {@link io.gwanmun.auth.account.Accounts}, which knows what every change ends.
 */
@NullMarked
package io.gwanmun.auth.account;

import org.jspecify.annotations.NullMarked;
