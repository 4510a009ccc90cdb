package io.gwanmun.gateway.api;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

import org.jspecify.annotations.Nullable;

/** Collects mistakes while reading goes on. Not thread-safe. */
public final class Mistakes {

    private final List<Mistake> all = new ArrayList<>();

    /** Adds a mistake. */
    public void add(Mistake mistake) {
        all.add(mistake);
    }

    /** Adds a mistake of a value. */
    public void add(Source source, Where where, String found, String expected, @Nullable String hint) {
        all.add(new Mistake(source.place(), where.toString(), found, expected, hint));
    }

    /** Adds a mistake that a read value turns out to have, such as a name that nothing bears. */
    public void add(Written<?> written, String found, String expected, @Nullable String hint) {
        add(written.source(), written.where(), found, expected, hint);
    }

    /** Adds mistakes collected elsewhere. */
    public void addAll(Mistakes others) {
        addAll(others.all);
    }

    /** Adds mistakes collected elsewhere. */
    public void addAll(Collection<Mistake> others) {
        all.addAll(others);
    }

    /** Returns whether there is none. */
    public boolean isEmpty() {
        return all.isEmpty();
    }

    /** Returns how many there are. */
    public int size() {
        return all.size();
    }

    /** Returns the mistakes by file and line, each once. */
    public List<Mistake> sorted() {
        return all.stream().distinct().sorted().toList();
    }
}
