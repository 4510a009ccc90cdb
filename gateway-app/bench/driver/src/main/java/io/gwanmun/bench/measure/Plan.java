package io.gwanmun.bench.measure;

import java.time.Duration;

/**
 * How often and how long is measured.
 *
 * @param processes processes of each program, one after the other
 * @param rounds rounds with each process
 * @param round length of a round, whole seconds
 * @param warmUp length of the load before the first round, whole seconds
 */
public record Plan(int processes, int rounds, Duration round, Duration warmUp) {}
