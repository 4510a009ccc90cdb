/**
 * Which pages of other origins may call an API, and read what it answers
 * (<a href="https://fetch.spec.whatwg.org/#http-cors-protocol">Fetch, CORS protocol</a>).
 *
 * <p>Start reading at {@link io.gwanmun.gateway.cors.CorsPolicy}, the rule. {@link io.gwanmun.gateway.cors.Preflights} answers
 * the question that browsers ask before a call, {@link io.gwanmun.gateway.cors.CorsHeaders} marks the answers of the call.
 *
 * <p>Imports {@code pipeline}, {@code api}, {@code route}, and of its back room {@code match} what a request shows.
 */
@ApplicationModule(allowedDependencies = {"pipeline", "api", "route", "route :: match"})
@NullMarked
package io.gwanmun.gateway.cors;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
