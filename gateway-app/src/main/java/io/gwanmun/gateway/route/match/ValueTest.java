package io.gwanmun.gateway.route.match;

import java.util.List;
import java.util.Set;

import com.google.re2j.Pattern;

/**
 * What is asked of the values of a header, query parameter or cookie. With several values it is enough that one of them fits;
 * values are compared with their case.
 */
public sealed interface ValueTest {

    /**
     * Tells whether the values fit.
     *
     * @param values all values, in order; empty when there is none
     */
    boolean test(List<String> values);

    /** Returns a test for one value. */
    static ValueTest exact(String value) {
        return new Exact(value);
    }

    /** Returns a test for one of several values, at least one. */
    static ValueTest anyOf(Set<String> values) {
        return new AnyOf(values);
    }

    /** Returns a test for values that start with a text of at least one character. */
    static ValueTest prefix(String prefix) {
        return new Prefix(prefix);
    }

    /**
     * Returns a test for values that a regular expression fits as a whole.
     *
     * @param regex in the syntax of RE2: no look-around, no back references
     * @throws MatchSyntaxException when the expression cannot be read or is too large
     */
    static ValueTest pattern(String regex) {
        return new Matching(LinearPattern.parse(regex));
    }

    /** Returns a test for at least one value, which may be empty text. */
    static ValueTest present() {
        return new Present();
    }

    /** Returns a test for no value at all. */
    static ValueTest absent() {
        return new Absent();
    }

    /** One value is this text. */
    record Exact(String value) implements ValueTest {
        @Override
        public boolean test(List<String> values) {
            return values.contains(value);
        }
    }

    /** One value is one of these texts. */
    record AnyOf(Set<String> values) implements ValueTest {

        /** Copies the set; it holds at least one text. */
        public AnyOf {
            values = Set.copyOf(values);
            if (values.isEmpty()) {
                throw new IllegalArgumentException("anyOf: [] (expected: at least one value)");
            }
        }

        @Override
        public boolean test(List<String> all) {
            for (int i = 0; i < all.size(); i++) {
                if (values.contains(all.get(i))) {
                    return true;
                }
            }
            return false;
        }
    }

    /** One value starts with this text. */
    record Prefix(String prefix) implements ValueTest {

        /** Takes a text of at least one character. */
        public Prefix {
            if (prefix.isEmpty()) {
                throw new IllegalArgumentException(
                        "prefix: \"\" (expected: at least one character, or present to take any value)");
            }
        }

        @Override
        public boolean test(List<String> values) {
            for (int i = 0; i < values.size(); i++) {
                if (values.get(i).startsWith(prefix)) {
                    return true;
                }
            }
            return false;
        }
    }

    /** One value of at most {@link LinearPattern#MAX_VALUE} characters is fitted as a whole by this pattern. */
    record Matching(Pattern pattern) implements ValueTest {
        @Override
        public boolean test(List<String> values) {
            for (int i = 0; i < values.size(); i++) {
                if (LinearPattern.fits(pattern, values.get(i))) {
                    return true;
                }
            }
            return false;
        }
    }

    /** There is a value. */
    record Present() implements ValueTest {
        @Override
        public boolean test(List<String> values) {
            return !values.isEmpty();
        }
    }

    /** There is no value. */
    record Absent() implements ValueTest {
        @Override
        public boolean test(List<String> values) {
            return values.isEmpty();
        }
    }
}
