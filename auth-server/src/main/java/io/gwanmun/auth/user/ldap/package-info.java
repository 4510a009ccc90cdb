/** People of a directory that speaks LDAP, such as OpenLDAP or Active Directory. Nothing is written there. */
@NullMarked
package io.gwanmun.auth.user.ldap;

import org.jspecify.annotations.NullMarked;
