package io.gwanmun.gateway.api.shape;

import java.util.Collection;
import java.util.Locale;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * Finds the known word somebody most likely meant. The distance is the optimal string alignment distance (Damerau 1964
 * without overlapping swaps): insertions, deletions, replacements and swaps of neighbours cost 1 each. Case, hyphens and
 * underscores do not count. A word is near when a third of its letters or fewer are wrong.
 */
public final class Nearest {

    private static final int LISTED = 24;
    private static final int LONGEST = 64;

    private Nearest() {}

    /** Returns a sentence that names the nearest word, null when none is near. */
    public static @Nullable String hint(String word, Collection<String> known) {
        String nearest = to(word, known);
        return nearest == null ? null : "Did you mean \"" + nearest + "\"?";
    }

    /** Returns the nearest of the known words, null when none is near. */
    public static @Nullable String to(String word, Collection<String> known) {
        if (word.length() > LONGEST) {
            return null;
        }
        String bare = bare(word);
        int best = Math.max(1, bare.length() / 3) + 1;
        String nearest = null;
        for (String candidate : known) {
            String other = bare(candidate);
            int distance = Math.abs(other.length() - bare.length()) >= best ? best : distance(bare, other);
            if (distance < best && distance < other.length()) {
                best = distance;
                nearest = candidate;
            }
        }
        return nearest;
    }

    /** Returns the words with commas between them, only the first two dozen of many. */
    public static String listed(Collection<String> words) {
        String text = words.stream().limit(LISTED).collect(Collectors.joining(", "));
        return words.size() <= LISTED ? text : text + ", … (" + words.size() + " in all)";
    }

    private static String bare(String word) {
        return word.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "");
    }

    private static int distance(String one, String other) {
        int[] beforeLast = new int[other.length() + 1];
        int[] last = new int[other.length() + 1];
        int[] row = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int change = one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1;
                row[j] = Math.min(Math.min(row[j - 1], last[j]) + 1, last[j - 1] + change);
                if (i > 1
                        && j > 1
                        && one.charAt(i - 1) == other.charAt(j - 2)
                        && one.charAt(i - 2) == other.charAt(j - 1)) {
                    row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
                }
            }
            int[] free = beforeLast;
            beforeLast = last;
            last = row;
            row = free;
        }
        return last[other.length()];
    }
}
