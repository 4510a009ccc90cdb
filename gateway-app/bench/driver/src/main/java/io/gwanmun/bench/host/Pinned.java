package io.gwanmun.bench.host;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Starts processes that run on one core only.
 *
 * @param workshop where they are started
 * @param taskset the program that pins them; it becomes the program it starts, so the process id stays
 * @param core the core's number, from 0
 */
public record Pinned(Workshop workshop, Path taskset, int core) {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    /**
     * Starts a pinned process.
     *
     * @param name what messages call it
     * @param command program and arguments
     * @param place its working folder
     * @return the running process
     */
    public Child start(String name, List<String> command, Path place) {
        List<String> pinned = new ArrayList<>(List.of(taskset.toString(), "-c", Integer.toString(core)));
        pinned.addAll(command);
        return workshop.start(name, pinned, place);
    }

    /** Moves all threads of this process to the core, so that its own work stays away from what is measured. */
    public void pinThisProcess() {
        String pid = Long.toString(ProcessHandle.current().pid());
        List<String> command = List.of(taskset.toString(), "-a", "-c", "-p", Integer.toString(core), pid);
        workshop.start("taskset", command, Path.of("").toAbsolutePath()).awaitEnd(LIMIT);
    }
}
