package io.gwanmun.bench.report;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

import io.gwanmun.bench.measure.Figures;
import io.gwanmun.bench.measure.Metric;
import io.gwanmun.bench.measure.Spread;

/**
 * Figures as a Markdown table: a row for each program, then a row for each ratio. A cell holds the median of the
 * processes, and in parentheses the least and the most of them.
 */
public final class Table {

    private static final String NOTHING = "–";
    private static final int RATIO_DECIMALS = 2;

    private Table() {}

    /**
     * A row that compares.
     *
     * @param above what stands above the line
     * @param below what stands below it
     */
    public record Ratio(Figures above, Figures below) {

        String label() {
            return above.label() + " : " + below.label();
        }
    }

    /**
     * Draws the table.
     *
     * @param figures the programs, in the order of rows
     * @param ratios the comparisons, in the order of rows
     * @return Markdown, ending with a line break
     */
    public static String of(List<Figures> figures, List<Ratio> ratios) {
        SortedSet<Metric> columns = new TreeSet<>();
        figures.forEach(row -> columns.addAll(row.metrics()));
        StringBuilder text = new StringBuilder();
        text.append(line("", columns.stream().map(Metric::title).toList()));
        text.append(line("---", columns.stream().map(column -> "---:").toList()));
        for (Figures row : figures) {
            text.append(line(
                    row.label(),
                    columns.stream().map(column -> cell(row, column)).toList()));
        }
        for (Ratio ratio : ratios) {
            text.append(line(
                    "**" + ratio.label() + "**",
                    columns.stream().map(column -> cell(ratio, column)).toList()));
        }
        return text.toString();
    }

    private static String cell(Figures row, Metric column) {
        Optional<Spread> spread = row.spread(column);
        if (spread.isPresent() && !column.isMedian()) {
            return number(spread.get().median(), column.decimals());
        }
        return spread.map(value -> words(value, column.decimals())).orElse(NOTHING);
    }

    private static String cell(Ratio ratio, Metric column) {
        return ratio.above()
                .ratio(ratio.below(), column)
                .map(value -> "**" + number(value.median(), RATIO_DECIMALS) + "**" + range(value, RATIO_DECIMALS))
                .orElse(NOTHING);
    }

    private static String words(Spread spread, int decimals) {
        return number(spread.median(), decimals) + range(spread, decimals);
    }

    private static String range(Spread spread, int decimals) {
        return " (" + number(spread.least(), decimals) + "–" + number(spread.most(), decimals) + ")";
    }

    private static String number(double value, int decimals) {
        return String.format(Locale.ROOT, "%,." + decimals + "f", value);
    }

    private static String line(String head, List<String> cells) {
        return cells.stream().collect(Collectors.joining(" | ", "| " + head + " | ", " |\n"));
    }
}
