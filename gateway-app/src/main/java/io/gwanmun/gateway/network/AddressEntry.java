package io.gwanmun.gateway.network;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * One entry of an address policy: a range, or the name of a list under {@code network.addressLists}.
 *
 * @param range the range, null when a name is written
 * @param list the name, null when a range is written
 */
record AddressEntry(@Nullable AddressRange range, @Nullable String list) {

    /**
     * Reads an entry; a dot, a colon or a slash makes it a range.
     *
     * @throws IllegalArgumentException with what is expected, when the text is none
     */
    static AddressEntry parse(String text) {
        if (text.matches("[a-z0-9][a-z0-9-]{0,63}")) {
            return new AddressEntry(null, text);
        }
        return new AddressEntry(AddressRange.parse(text), null);
    }

    /** Returns the ranges meant, of the lists in force. */
    List<AddressRange> ranges(Map<String, List<AddressRange>> lists) {
        if (range != null) {
            return List.of(range);
        }
        List<AddressRange> named = lists.get(list);
        if (named == null) {
            throw new IllegalStateException(list + ": no such address list (expected: checked before)");
        }
        return named;
    }

    @Override
    public String toString() {
        return range != null ? range.toString() : String.valueOf(list);
    }
}
