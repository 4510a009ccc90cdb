package io.gwanmun.gateway.api;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

import io.gwanmun.gateway.api.yaml.Utf8;
import io.gwanmun.gateway.api.yaml.YamlText;

/**
 * Turns a directory of files into a {@link Revision} or into {@link Mistake}s. Reading goes on after a mistake, so that all
 * of a directory are told at once; checks between objects wait until every file is YAML. Not thread-safe.
 */
public final class RevisionReader {

    private final Grammar grammar;
    private final Secrets secrets;
    private final InstantSource clock;
    private final WrittenForm form;
    private Set<Path> secretFiles = Set.of();

    /**
     * Creates a reader.
     *
     * @param grammar what may be written
     * @param secrets resolves references
     * @param clock tells when a revision was read
     */
    public RevisionReader(Grammar grammar, Secrets secrets, InstantSource clock) {
        this.grammar = grammar;
        this.secrets = secrets;
        this.clock = clock;
        this.form = new WrittenForm(grammar);
    }

    /**
     * Reads all files {@code *.yaml} and {@code *.yml} in a directory and below, links followed, names that begin with a dot
     * left out.
     */
    public Reading read(Path directory) {
        Mistakes mistakes = new Mistakes();
        Map<String, byte[]> files = new Directory(directory).read(mistakes);
        if (files.isEmpty() && mistakes.isEmpty()) {
            mistakes.add(new Mistake(
                    Place.of(directory.toString()), "", "no YAML file", "at least one file *.yaml or *.yml", null));
        }
        return read(files, directory + directory.getFileSystem().getSeparator(), mistakes);
    }

    /** Reads texts as if they were files, by name. */
    public Reading read(Map<String, String> texts) {
        Map<String, byte[]> files = new TreeMap<>();
        texts.forEach((name, text) -> files.put(name, text.getBytes(StandardCharsets.UTF_8)));
        return read(files, "", new Mistakes());
    }

    /** Returns the files with secrets that the last reading asked for, whether they exist or not. */
    Set<Path> secretFiles() {
        return secretFiles;
    }

    private Reading read(Map<String, byte[]> files, String prefix, Mistakes mistakes) {
        Map<String, String> texts = new LinkedHashMap<>();
        Set<String> nouns =
                grammar.nouns().stream().map(Noun::key).collect(Collectors.toCollection(LinkedHashSet::new));
        nouns.add(Merge.APIS);
        Merge merge = new Merge(nouns, mistakes);
        boolean whole = mistakes.isEmpty();
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            String name = prefix + file.getKey();
            String text = Utf8.read(name, file.getValue(), mistakes);
            texts.put(name, text == null ? "" : text);
            Source document = text == null ? null : new YamlText(name, secrets, mistakes).read(text);
            if (document == null) {
                whole = false;
            } else {
                merge.add(name, document);
            }
        }
        secretFiles = secrets.takeFilesRead();
        Source.Mapping source = merge.merged();
        Revision revision = revision(files, source, mistakes);
        if (whole) {
            check(revision, mistakes);
        }
        return mistakes.isEmpty() ? new Reading.Good(revision) : new Reading.Bad(Lines.shown(mistakes, texts));
    }

    private Revision revision(Map<String, byte[]> files, Source.Mapping source, Mistakes mistakes) {
        Revision.Origin origin = new Revision.Origin(
                Digest.of(files), clock.instant(), List.copyOf(files.keySet()), source, secrets.areKnown());
        WrittenForm.Contents contents =
                source.entries().isEmpty() ? null : form.shape().read(source, Where.ROOT, mistakes);
        return contents == null
                ? new Revision(origin, Map.of(), Map.of(), names(source))
                : new Revision(origin, contents.nouns(), contents.apis(), names(source));
    }

    private static Revision.Names names(Source.Mapping source) {
        Map<String, Set<String>> names = new LinkedHashMap<>();
        for (Source.Entry entry : source.entries()) {
            if (entry.value() instanceof Source.Mapping objects) {
                Set<String> known = names.computeIfAbsent(entry.key(), key -> new LinkedHashSet<>());
                objects.entries().forEach(object -> known.add(object.key()));
            }
        }
        return new Revision.Names(names);
    }

    private void check(Revision revision, Mistakes mistakes) {
        boolean complete = mistakes.isEmpty();
        for (Check check : grammar.checks()) {
            try {
                check.check(revision, mistakes);
            } catch (IllegalStateException missingPart) {
                // A part with a mistake of its own is missing from the revision; the mistake is told already.
                if (complete) {
                    throw missingPart;
                }
            }
        }
    }
}
