/** The admin API for people, roles and groups of the database. Who may call it is decided before it, by token. */
@NullMarked
package io.gwanmun.auth.admin;

import org.jspecify.annotations.NullMarked;
