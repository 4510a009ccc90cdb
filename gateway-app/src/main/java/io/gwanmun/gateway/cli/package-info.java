/**
 * The commands of the gateway's own jar: look at a directory of the written form without serving it.
 *
 * <p>Start reading at {@link io.gwanmun.gateway.cli.Commands}, which knows the command words, then
 * {@link io.gwanmun.gateway.cli.FormOptions}, by which every command reads its directory as the gateway would. Each
 * command is one class; none starts Spring. {@link io.gwanmun.gateway.cli.SampleExplanation} says why a sample request goes
 * where it goes.
 *
 * <p>Imports the front doors of {@code pipeline}, {@code api}, {@code country}, {@code ingress}, {@code integration}, {@code route}, and
 * of its back room {@code match} the patterns. Nobody imports it but the main class.
 */
@ApplicationModule(
        allowedDependencies = {"pipeline", "api", "country", "ingress", "integration", "route", "route :: match"})
@NullMarked
package io.gwanmun.gateway.cli;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
