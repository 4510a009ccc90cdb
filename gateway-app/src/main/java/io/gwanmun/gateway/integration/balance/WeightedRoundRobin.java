package io.gwanmun.gateway.integration.balance;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToIntFunction;

/**
 * Takes the targets in turn, each as often as its weight says, spread as evenly as the weights allow.
 *
 * <p>The order is the smooth weighted round robin of nginx: in each turn every target gains its weight, the one that has most
 * is taken and pays the sum of all weights. As weights do not change, one whole round is worked out beforehand and choosing
 * is one atomic increment. Weights are divided by their greatest common divisor first; a round is then as long as their sum.
 *
 * @param <T> a target
 */
public final class WeightedRoundRobin<T> {

    /** The greatest weight of a target: bounds the length of a round. */
    public static final int GREATEST_WEIGHT = 1000;

    private final List<T> targets;
    private final short[] round;
    private final AtomicInteger turn = new AtomicInteger();

    private WeightedRoundRobin(List<T> targets, short[] round) {
        this.targets = targets;
        this.round = round;
    }

    /**
     * Returns a balancer.
     *
     * @param targets at least one, at most 100
     * @param weight the weight of a target, 1 to {@link #GREATEST_WEIGHT}
     */
    public static <T> WeightedRoundRobin<T> of(List<T> targets, ToIntFunction<T> weight) {
        if (targets.isEmpty()) {
            throw new IllegalArgumentException("targets: empty (expected: at least one)");
        }
        int[] weights = targets.stream().mapToInt(weight).toArray();
        int divisor = Arrays.stream(weights).reduce(0, WeightedRoundRobin::greatestCommonDivisor);
        return new WeightedRoundRobin<>(List.copyOf(targets), round(weights, divisor));
    }

    /** Returns the target whose turn it is. */
    public T next() {
        if (round.length == 1) {
            return targets.get(0);
        }
        int index = Integer.remainderUnsigned(turn.getAndIncrement(), round.length);
        return targets.get(round[index]);
    }

    private static short[] round(int[] weights, int divisor) {
        int sum = Arrays.stream(weights).sum() / divisor;
        int[] credit = new int[weights.length];
        short[] round = new short[sum];
        for (int turn = 0; turn < sum; turn++) {
            int richest = 0;
            for (int i = 0; i < weights.length; i++) {
                credit[i] += weights[i] / divisor;
                richest = credit[i] > credit[richest] ? i : richest;
            }
            credit[richest] -= sum;
            round[turn] = (short) richest;
        }
        return round;
    }

    private static int greatestCommonDivisor(int a, int b) {
        return b == 0 ? a : greatestCommonDivisor(b, a % b);
    }
}
