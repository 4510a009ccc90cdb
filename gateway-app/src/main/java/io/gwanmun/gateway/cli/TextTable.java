package io.gwanmun.gateway.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Lines of cells in columns. The last cell of a line is broken between words where the line would be too long. */
final class TextTable {

    /** The most characters of a line, where words allow it. */
    static final int WIDTH = 100;

    private static final String GAP = "  ";
    private static final int LEAST = 30;

    private final String margin;
    private final List<List<String>> rows = new ArrayList<>();

    /** Creates a table that begins a number of characters from the left. */
    TextTable(int indent) {
        margin = " ".repeat(indent);
    }

    TextTable row(String... cells) {
        rows.add(Arrays.asList(cells));
        return this;
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    void print(PrintWriter out) {
        int[] widths = new int[rows.stream().mapToInt(List::size).max().orElse(0)];
        for (List<String> row : rows) {
            for (int i = 0; i < row.size() - 1; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        rows.forEach(row -> print(row, widths, out));
    }

    private void print(List<String> row, int[] widths, PrintWriter out) {
        StringBuilder line = new StringBuilder(margin);
        for (int i = 0; i < row.size() - 1; i++) {
            if (widths[i] > 0) {
                line.append(row.get(i))
                        .append(" ".repeat(widths[i] - row.get(i).length()))
                        .append(GAP);
            }
        }
        int indent = line.length();
        List<String> parts = broken(row.get(row.size() - 1), Math.max(LEAST, WIDTH - indent));
        out.println(line.append(parts.get(0)).toString().stripTrailing());
        parts.stream().skip(1).forEach(part -> out.println(" ".repeat(indent) + part));
    }

    private static List<String> broken(String text, int width) {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        for (String word : text.split(" ")) {
            if (part.length() > 0 && part.length() + 1 + word.length() > width) {
                parts.add(part.toString());
                part.setLength(0);
            }
            part.append(part.length() == 0 ? "" : " ").append(word);
        }
        parts.add(part.toString());
        return parts;
    }
}
