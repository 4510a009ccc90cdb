package io.gwanmun.gateway.api.shape;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import io.gwanmun.gateway.api.Source;

/** Reads the values that carry numbers: whole numbers, durations, sizes, ratios. Throws {@link UnfitException}. */
public final class Texts {

    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]{0,17})");
    private static final Pattern LOOSE_NUMBER = Pattern.compile("[+-]?[0-9][0-9_,]*(\\.0+)?");
    private static final Pattern DURATION = Pattern.compile("([0-9]{1,12})(ms|s|m|h|d)");
    private static final Pattern SIZE = Pattern.compile("([0-9]{1,12})(B|KB|MB|GB)");
    private static final Pattern LOOSE_UNIT = Pattern.compile("([0-9]+) ?([A-Za-z]+)");
    private static final Pattern PERCENT = Pattern.compile("([0-9]{1,3}(?:\\.[0-9]{1,6})?)%");
    private static final Map<String, Long> MILLIS =
            Map.of("ms", 1L, "s", 1_000L, "m", 60_000L, "h", 3_600_000L, "d", 86_400_000L);
    private static final Map<String, Integer> SHIFT = Map.of("B", 0, "KB", 10, "MB", 20, "GB", 30);

    private Texts() {}

    /** Reads a boolean: {@code true} or {@code false} without quotes. */
    public static boolean bool(Source.Scalar scalar) {
        String text = scalar.text();
        if (scalar.kind() == Source.Kind.PLAIN && (text.equals("true") || text.equals("false"))) {
            return text.equals("true");
        }
        throw UnfitException.hinting(
                switch (text.toLowerCase(Locale.ROOT)) {
                    case "true", "yes", "on", "y" -> "Write true" + withoutQuotes(scalar);
                    case "false", "no", "off", "n" -> "Write false" + withoutQuotes(scalar);
                    default -> null;
                });
    }

    /** Reads a whole number in decimal digits. */
    public static long number(Source.Scalar scalar) {
        String text = scalar.text();
        if (NUMBER.matcher(text).matches() && scalar.kind() == Source.Kind.PLAIN) {
            return Long.parseLong(text);
        }
        if (NUMBER.matcher(text).matches()) {
            throw UnfitException.hinting("Write " + text + " without quotes.");
        }
        if (LOOSE_NUMBER.matcher(text).matches()) {
            String digits =
                    text.replaceAll("\\.0+$", "").replaceAll("[_,+]", "").replaceAll("^(-?)0+(?=[0-9])", "$1");
            throw UnfitException.hinting("Write " + digits + ".");
        }
        throw UnfitException.hinting(null);
    }

    /** Reads a duration with its unit; the range decides only what is suggested. */
    public static Duration duration(Source.Scalar scalar, Duration least, Duration most) {
        Duration read = read(scalar.text());
        if (read != null) {
            return read;
        }
        String text = scalar.text();
        if (text.matches("[0-9]{1,9}")) {
            throw UnfitException.hinting("Say the unit: " + text + "ms, " + text + "s or " + text + "m.");
        }
        String meant = meant(text);
        Duration value = meant == null ? null : read(meant);
        boolean fits = value != null && value.compareTo(least) >= 0 && value.compareTo(most) <= 0;
        throw UnfitException.hinting(fits ? "Did you mean " + meant + "?" : null);
    }

    private static @Nullable Duration read(String text) {
        Matcher matcher = DURATION.matcher(text);
        return matcher.matches()
                ? Duration.ofMillis(times(Long.parseLong(matcher.group(1)), MILLIS.getOrDefault(matcher.group(2), 1L)))
                : null;
    }

    /** Multiplies; what is too large stays the largest number, so that a range refuses it. */
    private static long times(long count, long unit) {
        return count > Long.MAX_VALUE / unit ? Long.MAX_VALUE : count * unit;
    }

    private static @Nullable String meant(String text) {
        Matcher loose = LOOSE_UNIT.matcher(text);
        if (loose.matches()) {
            String unit = loose.group(2).toLowerCase(Locale.ROOT);
            String meant = unit.startsWith("mil") || unit.equals("ms") ? "ms" : unit.substring(0, 1);
            return loose.group(1) + meant;
        }
        try {
            return shown(
                    Duration.parse(text.startsWith("P") ? text : "PT" + text).abs());
        } catch (DateTimeParseException | ArithmeticException notIso) {
            return null;
        }
    }

    /** Writes a duration in its greatest unit without a remainder. */
    public static String shown(Duration duration) {
        long millis = duration.toMillis();
        for (String unit : new String[] {"d", "h", "m", "s"}) {
            long one = MILLIS.getOrDefault(unit, 1L);
            if (millis != 0 && millis % one == 0) {
                return millis / one + unit;
            }
        }
        return millis == 0 ? "0s" : millis + "ms";
    }

    /** Reads a size in bytes with its unit. */
    public static long bytes(Source.Scalar scalar) {
        Matcher matcher = SIZE.matcher(scalar.text());
        if (matcher.matches()) {
            return times(Long.parseLong(matcher.group(1)), 1L << SHIFT.getOrDefault(matcher.group(2), 0));
        }
        String text = scalar.text();
        if (text.matches("[0-9]{1,12}")) {
            throw UnfitException.hinting("Say the unit: " + text + "B, " + text + "KB or " + text + "MB.");
        }
        Matcher loose = LOOSE_UNIT.matcher(text);
        if (loose.matches()) {
            String first = loose.group(2).substring(0, 1).toUpperCase(Locale.ROOT);
            String unit = first.equals("B") ? "B" : first + "B";
            throw UnfitException.hinting(
                    SHIFT.containsKey(unit) ? "Did you mean " + loose.group(1) + unit + "?" : null);
        }
        throw UnfitException.hinting(null);
    }

    /** Writes a size in its greatest unit without a remainder. */
    public static String shownBytes(long bytes) {
        for (String unit : new String[] {"GB", "MB", "KB"}) {
            long one = 1L << SHIFT.getOrDefault(unit, 0);
            if (bytes != 0 && bytes % one == 0) {
                return bytes / one + unit;
            }
        }
        return bytes + "B";
    }

    /** Reads a share from {@code 0%} to {@code 100%} into 0 to 1. */
    public static double share(Source.Scalar scalar) {
        Matcher matcher = PERCENT.matcher(scalar.text());
        if (matcher.matches() && Double.parseDouble(matcher.group(1)) <= 100) {
            return Double.parseDouble(matcher.group(1)) / 100;
        }
        String text = scalar.text();
        if (text.matches("0?\\.[0-9]{1,6}")) {
            throw UnfitException.hinting("Write " + shownShare(Double.parseDouble(text)) + ".");
        }
        throw UnfitException.hinting(text.matches("[0-9]{1,2}|100") ? "Write " + text + "%." : null);
    }

    /** Writes a share as a percentage. */
    public static String shownShare(double share) {
        double percent = Math.round(share * 1e8) / 1e6;
        return (percent == Math.rint(percent) ? String.valueOf((long) percent) : String.valueOf(percent)) + "%";
    }

    private static String withoutQuotes(Source.Scalar scalar) {
        return scalar.kind() == Source.Kind.QUOTED ? " without quotes." : ".";
    }
}
