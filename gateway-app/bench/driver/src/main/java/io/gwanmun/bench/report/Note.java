package io.gwanmun.bench.report;

import java.time.LocalDate;
import java.util.List;

import io.gwanmun.bench.host.Jdk;
import io.gwanmun.bench.host.Machine;

/**
 * How a table came about: without it a figure says nothing.
 *
 * @param command what was typed
 * @param date when
 * @param machine on what
 * @param jdk which Java ran the programs
 * @param flags the JVM's flags
 * @param generator which generator loaded them
 * @param commit the state of the sources
 */
public record Note(
        String command, LocalDate date, Machine machine, Jdk jdk, List<String> flags, String generator, String commit) {

    /**
     * Writes it as the paragraph below a table.
     *
     * @return Markdown, ending with a line break
     */
    public String text() {
        return """
                `%s`
                %s; %s; %s with `%s`; load by %s; commit %s.
                """.formatted(command, date, machine, jdk, String.join(" ", flags), generator, commit);
    }
}
