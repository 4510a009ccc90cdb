/**
 * The written form: what people say in YAML files about APIs, routes and what stands beside them, read and checked.
 *
 * <p>Start reading at {@link io.gwanmun.gateway.api.Grammar}: all that may be written, contributed by the rooms that
 * understand it. A {@link io.gwanmun.gateway.api.Shape} is one declaration that reads a value, describes it as JSON Schema
 * and explains it on the reference page; {@link io.gwanmun.gateway.api.Shapes} makes them. A
 * {@link io.gwanmun.gateway.api.RevisionReader} turns a directory into a {@link io.gwanmun.gateway.api.Revision} or into
 * {@link io.gwanmun.gateway.api.Mistake}s, each with file, line, column, what was found and what was expected.
 *
 * <p>The room knows no feature. A feature declares a {@link io.gwanmun.gateway.api.Noun} for what it names at the top of a
 * file, a {@link io.gwanmun.gateway.api.PolicyShape} for what it adds to an API or a route, and a
 * {@link io.gwanmun.gateway.api.Check} for what must hold between them.
 *
 * <p>Back rooms: {@code yaml} turns text into {@link io.gwanmun.gateway.api.Source}s, {@code shape} holds the shapes,
 * {@code page} writes schema and reference.
 */
@ApplicationModule(allowedDependencies = "pipeline")
@NullMarked
package io.gwanmun.gateway.api;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
