package io.gwanmun.gateway.route.match;

/**
 * Two routes between which no rule decides.
 *
 * @param first the name of the route that stands first in the list
 * @param second the name of the other one
 * @param sentence what they share and what to do about it, naming both
 */
public record Tie(String first, String second, String sentence) {}
