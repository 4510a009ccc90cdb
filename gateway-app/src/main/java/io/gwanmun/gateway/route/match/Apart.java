package io.gwanmun.gateway.route.match;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.gwanmun.gateway.route.match.Condition.Time;

/**
 * Proofs that no request with single values meets two sets of conditions. Only what can be shown from one condition of each is
 * proved; what is not proved may still be true.
 */
final class Apart {

    private Apart() {}

    /** Tells whether one condition of each side proves the sides apart. */
    static boolean areApart(List<Condition> some, List<Condition> others) {
        for (Condition one : some) {
            for (Condition other : others) {
                if (areApart(one, other)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Returns what a condition tests, null for the time. */
    static @Nullable Object subject(Condition condition) {
        if (condition instanceof Condition.Header header) {
            return List.of("header", header.name());
        }
        if (condition instanceof Condition.Query query) {
            return List.of("query", query.name());
        }
        return condition instanceof Condition.Cookie cookie ? List.of("cookie", cookie.name()) : null;
    }

    /** Returns the only values that a condition takes, null when they are not a list. */
    static @Nullable Set<String> finiteValues(Condition condition) {
        ValueTest test = test(condition);
        return test == null ? null : finiteValues(test);
    }

    private static boolean areApart(Condition one, Condition other) {
        if (one instanceof Time time && other instanceof Time otherTime) {
            return endsBefore(time, otherTime) || endsBefore(otherTime, time);
        }
        ValueTest test = test(one);
        ValueTest otherTest = test(other);
        return test != null
                && otherTest != null
                && Objects.equals(subject(one), subject(other))
                && (excludes(test, otherTest) || excludes(otherTest, test));
    }

    private static boolean endsBefore(Time one, Time other) {
        Instant end = one.before();
        Instant start = other.after();
        return end != null && start != null && !start.isBefore(end);
    }

    private static boolean excludes(ValueTest one, ValueTest other) {
        if (one instanceof ValueTest.Absent) {
            return !(other instanceof ValueTest.Absent);
        }
        if (one instanceof ValueTest.Prefix prefix && other instanceof ValueTest.Prefix otherPrefix) {
            return !prefix.prefix().startsWith(otherPrefix.prefix())
                    && !otherPrefix.prefix().startsWith(prefix.prefix());
        }
        Set<String> values = finiteValues(one);
        return values != null && values.stream().noneMatch(value -> other.test(List.of(value)));
    }

    private static @Nullable Set<String> finiteValues(ValueTest test) {
        if (test instanceof ValueTest.Exact exact) {
            return Set.of(exact.value());
        }
        return test instanceof ValueTest.AnyOf anyOf ? anyOf.values() : null;
    }

    private static @Nullable ValueTest test(Condition condition) {
        if (condition instanceof Condition.Header header) {
            return header.test();
        }
        if (condition instanceof Condition.Query query) {
            return query.test();
        }
        return condition instanceof Condition.Cookie cookie ? cookie.test() : null;
    }
}
