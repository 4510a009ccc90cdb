package io.gwanmun.gateway.integration.balance;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Takes the targets in turn, by their weights, without those that are left out. The turns are worked out anew when a target
 * goes out or comes back, so choosing costs the same as ever: one volatile read and one increment.
 *
 * @param <T> a target
 */
public final class Rotation<T extends Rotation.Member> {

    private final List<T> members;
    private final WeightedRoundRobin<T> all;
    private volatile Standing<T> standing;

    /**
     * Creates the rotation of targets that are all in.
     *
     * @param members at least one, at most 100
     */
    public Rotation(List<T> members) {
        this.members = List.copyOf(members);
        this.all = WeightedRoundRobin.of(this.members, Member::weight);
        this.standing = new Standing<>(this.members, all, List.of());
    }

    /** Returns the target whose turn it is: one that is left out and due for a trial, or one that is in; null when there is none. */
    public @Nullable T next(long now) {
        Standing<T> present = standing;
        if (present.out.isEmpty()) {
            return all.next();
        }
        T trial = due(present, now, List.of());
        return trial != null || present.turns == null ? trial : present.turns.next();
    }

    /**
     * Returns a target that is not among some, by the weights while its turn comes soon; one that is due for a trial only when no
     * other is left. Null when there is none.
     */
    public @Nullable T another(long now, List<T> tried) {
        Standing<T> present = standing;
        if (present.turns != null) {
            for (int i = 0; i < present.in.size(); i++) {
                T candidate = present.turns.next();
                if (!tried.contains(candidate)) {
                    return candidate;
                }
            }
            for (T candidate : present.in) {
                if (!tried.contains(candidate)) {
                    return candidate;
                }
            }
        }
        return due(present, now, tried);
    }

    /** Returns the target whose turn it is, in or out: a call is never refused without a try. */
    public T anyway() {
        return all.next();
    }

    /** Works the turns out anew; to be called when a target went out or came back. */
    public synchronized void refresh() {
        List<T> in = members.stream().filter(one -> !one.reachability().isOut()).toList();
        List<T> out = members.stream().filter(one -> one.reachability().isOut()).toList();
        standing = new Standing<>(in, in.isEmpty() ? null : WeightedRoundRobin.of(in, Member::weight), out);
    }

    /** Returns how many targets are left out. */
    public int out() {
        return standing.out.size();
    }

    private static <T extends Member> @Nullable T due(Standing<T> present, long now, List<T> tried) {
        for (int i = 0; i < present.out.size(); i++) {
            T one = present.out.get(i);
            if (!tried.contains(one) && one.reachability().mayTry(now)) {
                return one;
            }
        }
        return null;
    }

    /** A target in a rotation. */
    public interface Member {

        /** Returns its share, 1 to {@link WeightedRoundRobin#GREATEST_WEIGHT}. */
        int weight();

        /** Returns what is known of it. */
        Reachability reachability();
    }

    /** Which targets are in, with their turns, and which are out. */
    private record Standing<T>(List<T> in, @Nullable WeightedRoundRobin<T> turns, List<T> out) {}
}
