package io.gwanmun.gateway.route.match;

import java.time.Instant;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/** What a route asks of a request beyond host, path and method. All conditions of a route must hold. */
public sealed interface Condition {

    /** Tells whether the condition holds. */
    boolean holds(RouteFacts facts);

    /** Returns a condition on a header; the case of its name does not matter. */
    static Condition header(String name, ValueTest test) {
        return new Header(name, test);
    }

    /** Returns a condition on a query parameter; name and values are compared decoded and with their case. */
    static Condition query(String name, ValueTest test) {
        return new Query(name, test);
    }

    /** Returns a condition on a cookie; the case of its name matters. */
    static Condition cookie(String name, ValueTest test) {
        return new Cookie(name, test);
    }

    /** Returns a condition that holds from an instant on, that instant included. */
    static Condition after(Instant instant) {
        return new Time(instant, null);
    }

    /** Returns a condition that holds until an instant, that instant excluded. */
    static Condition before(Instant instant) {
        return new Time(null, instant);
    }

    /** Returns a condition that holds from {@code after} (included) to {@code before} (excluded, later than {@code after}). */
    static Condition between(Instant after, Instant before) {
        return new Time(after, before);
    }

    /** The values of a header fit; the name is kept in lower case. */
    record Header(String name, ValueTest test) implements Condition {

        /** Takes a name that HTTP allows. */
        public Header {
            name = Tokens.check("header", name).toLowerCase(Locale.ROOT);
        }

        @Override
        public boolean holds(RouteFacts facts) {
            return test.test(facts.headers(name));
        }
    }

    /** The values of a query parameter fit. */
    record Query(String name, ValueTest test) implements Condition {

        /** Takes a name of at least one character. */
        public Query {
            if (name.isEmpty()) {
                throw new IllegalArgumentException("query: \"\" (expected: the name of a query parameter)");
            }
        }

        @Override
        public boolean holds(RouteFacts facts) {
            return test.test(facts.query(name));
        }
    }

    /** The values of a cookie fit. */
    record Cookie(String name, ValueTest test) implements Condition {

        /** Takes a name that HTTP allows. */
        public Cookie {
            name = Tokens.check("cookie", name);
        }

        @Override
        public boolean holds(RouteFacts facts) {
            return test.test(facts.cookies(name));
        }
    }

    /**
     * The time lies in a window; counts as one condition.
     *
     * @param after the first instant of the window, null for no beginning
     * @param before the first instant behind the window, null for no end
     */
    record Time(@Nullable Instant after, @Nullable Instant before) implements Condition {

        /** Takes a window that has a bound and is not empty. */
        public Time {
            if (after == null && before == null) {
                throw new IllegalArgumentException("time: no bound (expected: after, before or both)");
            }
            if (after != null && before != null && !after.isBefore(before)) {
                throw new IllegalArgumentException("time: after " + after + " and before " + before
                        + " leave no time (expected: before later than after)");
            }
        }

        @Override
        public boolean holds(RouteFacts facts) {
            Instant now = facts.now();
            return (after == null || !now.isBefore(after)) && (before == null || now.isBefore(before));
        }
    }
}
