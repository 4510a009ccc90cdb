package io.gwanmun.bench.host;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The state of the sources a figure belongs to. */
public final class Commit {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private Commit() {}

    /**
     * Asks git.
     *
     * @param workshop where git is run from
     * @param place a folder of the repository
     * @return the short commit id, with a remark when sources differ from it; "unknown" without git or a repository
     */
    public static String describe(Workshop workshop, Path place) {
        Optional<Path> git = Tools.find("git");
        if (git.isEmpty()) {
            return "unknown";
        }
        try {
            String id = run(workshop, place, git.get(), List.of("rev-parse", "--short", "HEAD"));
            // Pages do not count: the bench itself rewrites one of them.
            String changes = run(
                    workshop,
                    place,
                    git.get(),
                    List.of("diff", "--name-only", "HEAD", "--", ":/", ":(top,exclude)*.md"));
            return changes.isEmpty() ? id : id + " with local changes";
        } catch (BenchException e) {
            return "unknown";
        }
    }

    private static String run(Workshop workshop, Path place, Path git, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(git.toString()));
        command.addAll(arguments);
        return workshop.start("git", command, place).awaitEnd(LIMIT).strip();
    }
}
