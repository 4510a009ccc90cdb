package io.gwanmun.gateway.network;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import io.gwanmun.gateway.api.Shapes;

/**
 * One entry of {@code network.outbound.allow}: a word for a kind of addresses, or a range.
 *
 * @param kind what the word stands for, null when a range is written
 * @param range the range, null when a word is written
 */
record OutboundAllowance(
        @Nullable AddressKind kind, @Nullable AddressRange range) {

    private static final List<String> WORDS = Stream.of(AddressKind.values())
            .filter(AddressKind::mayBeSaid)
            .map(AddressKind::word)
            .toList();

    /**
     * Reads an entry.
     *
     * @throws IllegalArgumentException with what is expected, when the text is none
     */
    static OutboundAllowance parse(String text) {
        if (text.matches("[A-Za-z_-]+")) {
            return new OutboundAllowance(kind(text), null);
        }
        return new OutboundAllowance(null, AddressRange.parse(text));
    }

    private static AddressKind kind(String text) {
        for (AddressKind kind : AddressKind.values()) {
            if (kind.mayBeSaid() && kind.word().equals(text)) {
                return kind;
            }
        }
        String near = Shapes.nearest(text.toLowerCase(Locale.ROOT).replace('_', '-'), WORDS);
        throw new IllegalArgumentException("word: " + text + " (expected: "
                + WORDS.stream().collect(Collectors.joining(", "))
                + (near == null ? "" : " (most likely " + near + ")") + " or a range such as 10.0.0.0/8)");
    }

    @Override
    public String toString() {
        return kind != null ? kind.word() : String.valueOf(range);
    }
}
