package io.gwanmun.samples.users;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/** A user as a caller hands it in: anything may be missing or wrong until {@link #faults()} is empty. */
record NewUser(
        @Nullable String name,
        @Nullable String email,
        @Nullable String country,
        @Nullable BigDecimal salary,
        @Nullable String currency) {

    private static final int LONGEST = 100;
    private static final BigDecimal HIGHEST_SALARY = BigDecimal.valueOf(1_000_000_000);
    private static final Pattern EMAIL = Pattern.compile("[^@\\s]+@[^@\\s]+");
    private static final Pattern COUNTRY = Pattern.compile("[A-Z]{2}");
    private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");

    /** What is wrong with each field, in the order of the fields; empty when this can become a user. */
    List<String> faults() {
        List<String> faults = new ArrayList<>();
        check(faults, "name", name, name != null && !name.isBlank() && name.length() <= LONGEST, "1 to 100 characters");
        check(
                faults,
                "email",
                email,
                email != null && email.length() <= LONGEST && matches(EMAIL, email),
                "an address like ann@example.com");
        check(faults, "country", country, matches(COUNTRY, country), "two capital letters, e.g. DE");
        check(
                faults,
                "salary",
                salary,
                salary != null && salary.signum() >= 0 && salary.compareTo(HIGHEST_SALARY) <= 0,
                "a number from 0 to 1000000000");
        check(faults, "currency", currency, matches(CURRENCY, currency), "three capital letters, e.g. EUR");
        return faults;
    }

    /**
     * The user this becomes.
     *
     * @throws NullPointerException when a field is missing, which {@link #faults()} would have told
     */
    User withId(long id) {
        return new User(
                id,
                Objects.requireNonNull(name),
                Objects.requireNonNull(email),
                Objects.requireNonNull(country),
                Objects.requireNonNull(salary),
                Objects.requireNonNull(currency));
    }

    private static boolean matches(Pattern pattern, @Nullable String text) {
        return text != null && pattern.matcher(text).matches();
    }

    private static void check(
            List<String> faults, String field, @Nullable Object value, boolean isGood, String expected) {
        if (!isGood) {
            faults.add(field + ": " + (value == null ? "missing" : value) + " (expected: " + expected + ")");
        }
    }
}
