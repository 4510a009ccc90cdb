package io.gwanmun.gateway.api;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.gwanmun.gateway.pipeline.Ticker;

/**
 * Keeps what is in force in step with a directory. Each {@link #step} takes a cheap fingerprint of the files; only when it
 * differs from the one last acted on, and was the same at two steps in a row, so that nobody is in the middle of writing, the
 * files are read. What has mistakes changes nothing: the revision in force stays. Steps are taken by one thread; the status
 * may be asked by any.
 */
final class DirectoryWatch {

    private static final Logger log = LoggerFactory.getLogger(DirectoryWatch.class);
    private static final int SHOWN = 50;

    private final Path path;
    private final Directory directory;
    private final RevisionReader reader;
    private final List<RevisionListener> listeners;
    private final InstantSource clock;
    private final Ticker ticker;
    private String acted = "";
    private String last = "";
    private volatile RevisionStatus status = RevisionStatus.NONE;

    DirectoryWatch(
            Path path, RevisionReader reader, List<RevisionListener> listeners, InstantSource clock, Ticker ticker) {
        this.path = path;
        this.directory = new Directory(path);
        this.reader = reader;
        this.listeners = List.copyOf(listeners);
        this.clock = clock;
        this.ticker = ticker;
    }

    /** Reads for the first time; {@link IllegalStateException} when there is no directory. */
    void start() {
        if (!Files.isDirectory(path)) {
            throw new IllegalStateException("gateway.api.directory: " + path.toAbsolutePath()
                    + " (expected: an existing directory of YAML files)");
        }
        act(directory.fingerprint(), true);
    }

    /** Looks whether the files changed. */
    void step() {
        String files = directory.fingerprint();
        String now = files + Directory.fingerprint(reader.secretFiles());
        boolean settled = now.equals(last);
        last = now;
        if (settled && !now.equals(acted)) {
            act(files, false);
        }
    }

    RevisionStatus status() {
        return status;
    }

    private void act(String files, boolean first) {
        long from = ticker.nanos();
        try {
            Reading reading = reader.read(path);
            String filesAfter = directory.fingerprint();
            boolean torn = !filesAfter.equals(files);
            // Secret files that were met for the first time count from now on; a torn reading is done again.
            last = filesAfter + Directory.fingerprint(reader.secretFiles());
            acted = torn ? "" : last;
            if (first || !torn) {
                Runnable outcome = reading.fold(good -> () -> offer(good, from), bad -> () -> reject(bad));
                outcome.run();
            }
        } catch (RuntimeException failure) {
            acted = last;
            log.error("Reading {} failed; {}", path, kept(), failure);
            status = status.rejecting(List.of(new Mistake(
                    Place.of(path.toString()), "", "a failure while reading", "no failure; see the log", null)));
        }
    }

    private void offer(Revision revision, long from) {
        Revision live = status.live();
        if (live != null && live.id().equals(revision.id()) && live.source().sameAs(revision.source())) {
            if (!status.rejected().isEmpty()) {
                log.info("The files are those of revision {} again, which is in force", live.id());
                status = status.rejecting(List.of());
            }
            return;
        }
        Mistakes mistakes = new Mistakes();
        List<Runnable> inForce = new ArrayList<>();
        for (RevisionListener listener : listeners) {
            inForce.add(listener.offer(revision, mistakes));
        }
        if (!mistakes.isEmpty()) {
            reject(Lines.shown(mistakes));
            return;
        }
        inForce.forEach(Runnable::run);
        status = new RevisionStatus(revision, clock.instant(), List.of());
        log.info(
                live != null && live.id().equals(revision.id())
                        ? "Revision {} is in force again as secrets changed: {}, {}, {}, {} ms"
                        : "Revision {} is in force: {}, {}, {}, {} ms",
                revision.id(),
                count(revision.apis().size(), "API"),
                count(revision.routeCount(), "route"),
                count(revision.files().size(), "file"),
                TimeUnit.NANOSECONDS.toMillis(ticker.nanos() - from));
    }

    private static String count(int number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    private void reject(List<Mistake> mistakes) {
        if (!mistakes.equals(status.rejected())) {
            log.error("{} in {}; {}", mistakes.size() == 1 ? "1 mistake" : mistakes.size() + " mistakes", path, kept());
            // One event for each line: a line break inside an event would be taken out as a forged one.
            Mistake.rendered(mistakes, SHOWN).lines().forEach(log::error);
        }
        status = status.rejecting(mistakes);
    }

    private String kept() {
        Revision live = status.live();
        return live == null ? "nothing is in force yet" : "revision " + live.id() + " stays in force";
    }
}
