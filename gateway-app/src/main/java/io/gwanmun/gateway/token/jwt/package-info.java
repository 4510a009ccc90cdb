/**
 * How a JSON Web Token is read and judged: strictly, and by the rules of its issuer. Plain Java; the time is handed in. Start
 * reading at {@link io.gwanmun.gateway.token.jwt.JwtRules}.
 */
@NullMarked
package io.gwanmun.gateway.token.jwt;

import org.jspecify.annotations.NullMarked;
