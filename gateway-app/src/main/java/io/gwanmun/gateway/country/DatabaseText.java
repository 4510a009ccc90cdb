package io.gwanmun.gateway.country;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.gwanmun.gateway.network.AddressRange;

/**
 * The countries of addresses as people write them: on each line a range and a country, such as {@code 192.0.2.0/24 DE}. What
 * stands behind {@code #} and empty lines do not count. Of ranges that overlap the smaller one holds.
 *
 * @param ranges the countries of ranges, in the order of the lines
 */
record DatabaseText(Map<AddressRange, String> ranges) {

    /** Reads lines; {@link IllegalArgumentException} with one sentence for each line that cannot be read. */
    static DatabaseText parse(List<String> lines) {
        Map<AddressRange, String> ranges = new LinkedHashMap<>();
        List<String> wrong = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).replaceFirst("#.*", "").strip();
            try {
                if (!line.isEmpty()) {
                    add(line.split("[\\s,]+"), ranges);
                }
            } catch (IllegalArgumentException unfit) {
                wrong.add("line " + (i + 1) + ": " + unfit.getMessage());
            }
        }
        if (!wrong.isEmpty()) {
            throw new IllegalArgumentException(String.join("\n", wrong));
        }
        return new DatabaseText(ranges);
    }

    private static void add(String[] words, Map<AddressRange, String> ranges) {
        if (words.length != 2) {
            throw new IllegalArgumentException(
                    words.length + " words (expected: a range and a country, such as 192.0.2.0/24 DE)");
        }
        AddressRange range = AddressRange.parse(words[0]);
        if (ranges.put(range, CountryCodes.parse(words[1])) != null) {
            throw new IllegalArgumentException("range: " + range + " a second time (expected: each once)");
        }
    }
}
