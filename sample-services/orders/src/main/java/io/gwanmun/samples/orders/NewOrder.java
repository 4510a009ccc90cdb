package io.gwanmun.samples.orders;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/** An order as a caller hands it in: anything may be missing or wrong until {@link #faults()} is empty. */
record NewOrder(
        @Nullable Long user,
        @Nullable String currency,
        @Nullable List<@Nullable NewItem> items) {

    private static final int MOST_ITEMS = 100;
    private static final int MOST_PIECES = 1_000;
    private static final int LONGEST = 100;
    private static final BigDecimal HIGHEST_PRICE = BigDecimal.valueOf(1_000_000);
    private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");

    /** One line of the order, as unchecked as the order itself. */
    record NewItem(
            @Nullable String name,
            @Nullable Integer quantity,
            @Nullable BigDecimal price) {

        private boolean isGood() {
            return name != null
                    && !name.isBlank()
                    && name.length() <= LONGEST
                    && quantity != null
                    && quantity >= 1
                    && quantity <= MOST_PIECES
                    && price != null
                    && price.signum() >= 0
                    && price.compareTo(HIGHEST_PRICE) <= 0;
        }

        private Item toItem() {
            return new Item(
                    Objects.requireNonNull(name), Objects.requireNonNull(quantity), Objects.requireNonNull(price));
        }
    }

    /** What is wrong, in the order of the fields; empty when this can become an order. */
    List<String> faults() {
        List<String> faults = new ArrayList<>();
        if (user == null || user < 1) {
            faults.add("user: " + shown(user) + " (expected: the id of a user, from 1)");
        }
        if (currency == null || !CURRENCY.matcher(currency).matches()) {
            faults.add("currency: " + shown(currency) + " (expected: three capital letters, e.g. EUR)");
        }
        if (items == null || items.isEmpty() || items.size() > MOST_ITEMS) {
            faults.add("items: " + (items == null ? "missing" : items.size()) + " (expected: 1 to 100 items)");
            return faults;
        }
        for (int i = 0; i < items.size(); i++) {
            NewItem item = items.get(i);
            if (item == null || !item.isGood()) {
                faults.add("items[" + i + "]: " + shown(item)
                        + " (expected: a name of 1 to 100 characters, a quantity from 1 to 1000,"
                        + " a price from 0 to 1000000)");
            }
        }
        return faults;
    }

    /**
     * The order this becomes.
     *
     * @throws NullPointerException when something is missing, which {@link #faults()} would have told
     */
    Order placed(long id, Instant when) {
        return new Order(
                id,
                Objects.requireNonNull(user),
                when,
                Objects.requireNonNull(currency),
                Objects.requireNonNull(items).stream()
                        .map(item -> Objects.requireNonNull(item).toItem())
                        .toList());
    }

    private static String shown(@Nullable Object value) {
        if (value instanceof NewItem item) {
            return shown(item.quantity()) + " x " + shown(item.name()) + " at " + shown(item.price());
        }
        return value == null ? "missing" : value.toString();
    }
}
