/**
 * Countries: which one a call comes from, and the groups they are put in.
 *
 * <p>Start reading at {@link io.gwanmun.gateway.country.CountryReader}, which says what may be written, and
 * {@link io.gwanmun.gateway.country.CountryFilter}, which finds the country of a call on routes that ask. Where it may come from
 * are {@link io.gwanmun.gateway.country.CountrySource}s; {@link io.gwanmun.gateway.country.LiveDatabase} keeps the database of
 * addresses. Cases of {@code to} ask by {@link io.gwanmun.gateway.country.CountryNames}.
 *
 * <p>Imports {@code pipeline}, {@code api}, {@code network} for whether anybody is trusted, {@code route}, {@code token} for how
 * claims are written.
 */
@ApplicationModule(allowedDependencies = {"pipeline", "api", "network", "route", "token"})
@NullMarked
package io.gwanmun.gateway.country;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
