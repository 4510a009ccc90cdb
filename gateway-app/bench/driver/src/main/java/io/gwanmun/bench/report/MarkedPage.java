package io.gwanmun.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import io.gwanmun.bench.host.BenchException;

/**
 * A documentation page of which some parts, each between two comments, are written by a program. Everything outside
 * the comments belongs to people and is left as it is.
 */
public final class MarkedPage {

    private static final String NEW_PAGE = "# Performance\n";

    private MarkedPage() {}

    /**
     * Refreshes one part. A page that is not there is made; a part that is not there is put at the end of the page
     * under its title.
     *
     * @param page the file
     * @param name the part's name in its comments
     * @param title the heading for a new part
     * @param content Markdown, ending with a line break
     */
    public static void refresh(Path page, String name, String title, String content) {
        try {
            Path target = page.toAbsolutePath();
            String old = Files.exists(target) ? Files.readString(target) : NEW_PAGE;
            Files.createDirectories(target.resolveSibling("."));
            Files.writeString(target, refreshed(old, name, title, content));
        } catch (IOException e) {
            throw new BenchException("cannot write " + page, e);
        }
    }

    static String refreshed(String page, String name, String title, String content) {
        String begin = "<!-- bench:" + name + " -->\n";
        String end = "<!-- /bench:" + name + " -->\n";
        String part = begin + "\n" + content + "\n" + end;
        int from = page.indexOf(begin);
        if (from < 0) {
            String gap = page.endsWith("\n") ? "\n" : "\n\n";
            return page + gap + "## " + title + "\n\n" + part;
        }
        int to = page.indexOf(end, from);
        if (to < 0) {
            throw new BenchException("the page has '%s' without '%s' after it".formatted(begin.strip(), end.strip()));
        }
        return page.substring(0, from) + part + page.substring(to + end.length());
    }
}
