/** Who can log in: their names, roles and groups, in a relational database or a directory. */
@NullMarked
package io.gwanmun.auth.user;

import org.jspecify.annotations.NullMarked;
