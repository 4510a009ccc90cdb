package io.gwanmun.gateway.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

import io.gwanmun.gateway.api.Change;

/** Tells what differs between two directories. */
@Command(
        name = "diff",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Shows what is said differently in two directories, wherever it stands; secrets masked.",
            "Exit code: 0 the same, 1 different, 2 one of them cannot be read."
        })
final class DiffCommand implements Callable<Integer> {

    private static final String RED = "\u001b[31m";
    private static final String GREEN = "\u001b[32m";
    private static final String YELLOW = "\u001b[33m";
    private static final String PLAIN = "\u001b[0m";

    private final PrintWriter out;
    private final boolean coloured;

    @Parameters(index = "0", paramLabel = "OLD", description = "The directory as it was.")
    private Path before = Path.of("");

    @Parameters(index = "1", paramLabel = "NEW", description = "The directory as it is to be.")
    private Path after = Path.of("");

    @Mixin
    private FormOptions form = new FormOptions();

    DiffCommand(PrintWriter out, boolean coloured) {
        this.out = out;
        this.coloured = coloured;
    }

    @Override
    public Integer call() {
        List<Change> changes = form.revision(before).changesTo(form.revision(after));
        changes.forEach(change -> out.println(coloured ? colour(change) + change + PLAIN : change.toString()));
        return changes.isEmpty() ? Exit.YES : Exit.NO;
    }

    private static String colour(Change change) {
        return change.before() == null ? GREEN : change.after() == null ? RED : YELLOW;
    }
}
