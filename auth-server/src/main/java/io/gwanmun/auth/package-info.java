/** The authorization server: who people and programs are, and the tokens that say so. */
@NullMarked
package io.gwanmun.auth;

import org.jspecify.annotations.NullMarked;
