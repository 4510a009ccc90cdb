package io.gwanmun.gateway.route.match;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A frozen map whose keys are looked up as parts of a longer text, so that a look-up cuts nothing out.
 *
 * <p>Open addressing with linear probing, at most half full. Keys come from configuration only; what clients send is looked up, never
 * put in, so the longest run of slots is fixed when the table is built. A table of one compares directly.
 *
 * @param <T> the type of values
 */
final class SegmentTable<T> {

    private static final int MULTIPLIER = 0x01000193;

    private final @Nullable String[] keys;
    private final @Nullable Object[] values;

    SegmentTable(Map<String, T> entries) {
        int slots = entries.size() <= 1 ? entries.size() : Integer.highestOneBit(entries.size()) * 4;
        keys = new String[slots];
        values = new Object[slots];
        entries.forEach(this::put);
    }

    private void put(String key, T value) {
        int slot = slotOf(key, 0, key.length());
        while (keys[slot] != null) {
            slot = slot + 1 & keys.length - 1;
        }
        keys[slot] = key;
        values[slot] = value;
    }

    /** Returns the value for the part of a text from {@code from} (included) to {@code to} (excluded), or null. */
    @SuppressWarnings("unchecked") // put takes nothing but T
    @Nullable
    T find(String text, int from, int to) {
        if (keys.length == 0) {
            return null;
        }
        int slot = slotOf(text, from, to);
        int length = to - from;
        for (String key = keys[slot]; key != null; key = keys[slot]) {
            if (key.length() == length && text.startsWith(key, from)) {
                return (T) values[slot];
            }
            if (keys.length == 1) {
                return null;
            }
            slot = slot + 1 & keys.length - 1;
        }
        return null;
    }

    private int slotOf(String text, int from, int to) {
        if (keys.length == 1) {
            return 0;
        }
        int hash = 0;
        for (int i = from; i < to; i++) {
            hash = (hash ^ text.charAt(i)) * MULTIPLIER;
        }
        return (hash ^ hash >>> 15) & keys.length - 1;
    }
}
