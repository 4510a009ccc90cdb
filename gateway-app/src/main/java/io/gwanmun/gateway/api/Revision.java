package io.gwanmun.gateway.api;

import java.time.Instant;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.gwanmun.gateway.api.shape.Nearest;

/** All that is written at one moment, read and checked. Immutable. */
public final class Revision {

    private final String id;
    private final Instant readAt;
    private final List<String> files;
    private final Map<Noun<?>, Map<String, Written<?>>> nouns = new IdentityHashMap<>();
    private final Map<String, Set<String>> names;
    private final Map<String, ApiSource> apis;
    private final Source.Mapping source;

    Revision(Origin origin, Map<Noun<?>, Map<String, Written<?>>> nouns, Map<String, ApiSource> apis, Names names) {
        this.id = origin.id();
        this.readAt = origin.readAt();
        this.files = origin.files();
        this.source = origin.source();
        nouns.forEach((noun, all) -> this.nouns.put(noun, Collections.unmodifiableMap(new LinkedHashMap<>(all))));
        this.apis = Collections.unmodifiableMap(new LinkedHashMap<>(apis));
        this.names = Map.copyOf(names.byNoun());
    }

    /** Returns the first 12 hexadecimal digits of the SHA-256 of all file names and contents. */
    public String id() {
        return id;
    }

    /** Returns when the files were read. */
    public Instant readAt() {
        return readAt;
    }

    /** Returns the files read, relative to the directory, sorted. */
    public List<String> files() {
        return files;
    }

    /** Returns the APIs by name, in the order of the files. */
    public Map<String, ApiSource> apis() {
        return apis;
    }

    /** Returns how many routes all APIs have together. */
    public int routeCount() {
        return apis.values().stream().mapToInt(api -> api.routes().size()).sum();
    }

    /** Returns the objects of a noun by name, in the order of the files. */
    @SuppressWarnings("unchecked") // a noun's objects were read by the noun's own shape
    public <T> Map<String, Written<T>> all(Noun<T> noun) {
        return (Map<String, Written<T>>) (Map<String, ?>) nouns.getOrDefault(noun, Map.of());
    }

    /** Returns the object of a noun and name, null when there is none. */
    public <T> @Nullable T find(Noun<T> noun, String name) {
        Written<T> written = all(noun).get(name);
        return written == null ? null : written.value();
    }

    /** Returns the object of a noun of which there is one, null when nothing of it is written or it has mistakes of its own. */
    public <T> @Nullable T find(Noun<T> single) {
        return find(single, single.key());
    }

    /** Returns whether anything of a noun is written, with or without mistakes. */
    public boolean isWritten(Noun<?> noun) {
        return source.find(noun.key()) != null;
    }

    /** Adds a mistake, with the nearest known name as hint, when nothing of a noun bears a name. */
    public void require(Noun<?> noun, Written<String> name, Mistakes mistakes) {
        Set<String> known = names.getOrDefault(noun.key(), Set.of());
        if (!known.contains(name.value())) {
            mistakes.add(
                    name,
                    name.source().described(),
                    known.isEmpty()
                            ? "the name of " + noun.one() + ", but no file has any \"" + noun.key() + "\""
                            : "the name of " + noun.one() + ": " + Nearest.listed(known),
                    isSecret(name.source()) ? null : Nearest.hint(name.value(), known));
        }
    }

    private static boolean isSecret(Source source) {
        return source instanceof Source.Scalar scalar && scalar.isSecret();
    }

    /** Returns all that is written, as one mapping. */
    public Source.Mapping source() {
        return source;
    }

    /** Returns what differs in another revision, by path; secrets masked. */
    public List<Change> changesTo(Revision other) {
        return Change.between(source, other.source);
    }

    @Override
    public String toString() {
        return "revision " + id;
    }

    /** Where a revision comes from. */
    record Origin(String id, Instant readAt, List<String> files, Source.Mapping source) {}

    /** The names in use by key of the noun, those of objects with mistakes included. */
    record Names(Map<String, Set<String>> byNoun) {}
}
