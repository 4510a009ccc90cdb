package io.gwanmun.gateway.api;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;

import io.gwanmun.gateway.api.Source.Entry;
import io.gwanmun.gateway.api.Source.Mapping;
import io.gwanmun.gateway.api.shape.Nearest;

/**
 * Puts the files of a directory together as if they were one. Files may share a noun and an API; what is said of an API as a
 * whole stands in one of them, and so does each named object and each route. A name that stands twice is a mistake that
 * names both places.
 */
final class Merge {

    static final String VERSION = "apiVersion";
    static final String APIS = "apis";
    static final String ROUTES = "routes";

    private final Set<String> nouns;
    private final Mistakes mistakes;
    private final List<Entry> others = new ArrayList<>();
    private final Map<String, List<Entry>> byNoun = new LinkedHashMap<>();
    private boolean versionSeen;

    Merge(Set<String> nouns, Mistakes mistakes) {
        this.nouns = nouns;
        this.mistakes = mistakes;
    }

    /** Adds the document of a file. */
    void add(String file, Source document) {
        if (!(document instanceof Mapping root)) {
            mistakes.add(
                    document,
                    Where.ROOT,
                    document.described(),
                    "a mapping that begins with apiVersion: gateway/v1",
                    null);
            return;
        }
        boolean versionMeant = false;
        for (Entry entry : root.entries()) {
            versionMeant |= Nearest.to(entry.key(), Set.of(VERSION)) != null;
            if (nouns.contains(entry.key()) && entry.value() instanceof Mapping) {
                byNoun.computeIfAbsent(entry.key(), noun -> new ArrayList<>()).add(entry);
            } else {
                others.add(entry);
            }
        }
        if (!versionMeant) {
            Place top = new Place(file, 1, 1);
            mistakes.add(new Mistake(top, "", "no \"apiVersion\"", "apiVersion: gateway/v1 in each file", null));
            Source version = new Source.Scalar(top, "gateway/v1", Source.Kind.PLAIN);
            if (!versionSeen) {
                others.add(new Entry(VERSION, top, version));
            }
        }
        versionSeen = true;
    }

    /** Returns everything as one mapping. */
    Mapping merged() {
        List<Entry> entries = new ArrayList<>(others);
        byNoun.forEach((noun, parts) -> entries.add(mergedNoun(noun, parts)));
        Place place = entries.isEmpty() ? Place.of("") : entries.get(0).keyPlace();
        return new Mapping(place, entries);
    }

    private Entry mergedNoun(String noun, List<Entry> parts) {
        Where where = Where.ROOT.key(noun);
        return noun.equals(APIS)
                ? merged(parts, this::mergedApi)
                : merged(parts, (name, same) -> once(where.key(name), same));
    }

    /** Merges mappings key by key; a single one stays as it is. */
    private Entry merged(List<Entry> parts, BiFunction<String, List<Entry>, Entry> join) {
        Entry first = parts.get(0);
        if (parts.size() == 1) {
            return first;
        }
        Map<String, List<Entry>> byKey = new LinkedHashMap<>();
        for (Entry part : parts) {
            for (Entry entry : ((Mapping) part.value()).entries()) {
                byKey.computeIfAbsent(entry.key(), key -> new ArrayList<>()).add(entry);
            }
        }
        List<Entry> joined = new ArrayList<>();
        byKey.forEach((key, same) -> joined.add(same.size() == 1 ? same.get(0) : join.apply(key, same)));
        return new Entry(
                first.key(), first.keyPlace(), new Mapping(first.value().place(), joined));
    }

    private Entry once(Where where, List<Entry> same) {
        Entry first = same.get(0);
        for (Entry again : same.subList(1, same.size())) {
            mistakes.add(new Mistake(
                    again.keyPlace(),
                    where.toString(),
                    "\"" + again.key() + "\" again",
                    "each name once",
                    "It already stands at " + first.keyPlace() + "."));
        }
        return first;
    }

    private Entry mergedApi(String name, List<Entry> parts) {
        Where where = Where.ROOT.key(APIS).key(name);
        List<Entry> mappings = new ArrayList<>();
        for (Entry part : parts) {
            if (part.value() instanceof Mapping) {
                mappings.add(part);
            } else {
                mistakes.add(
                        part.value(), where, part.value().described(), "a mapping with the routes of the API", null);
            }
        }
        return mappings.isEmpty() ? parts.get(0) : joinedApi(mappings, where);
    }

    private Entry joinedApi(List<Entry> parts, Where where) {
        Entry head = parts.get(0);
        List<Entry> keys = new ArrayList<>();
        List<Entry> routes = new ArrayList<>();
        for (Entry part : parts) {
            List<Entry> own = new ArrayList<>();
            for (Entry entry : ((Mapping) part.value()).entries()) {
                boolean isRoutes = entry.key().equals(ROUTES) && entry.value() instanceof Mapping;
                (isRoutes ? routes : own).add(entry);
            }
            if (keys.isEmpty() && !own.isEmpty()) {
                keys.addAll(own);
                head = part;
            } else if (!own.isEmpty()) {
                mistakes.add(new Mistake(
                        own.get(0).keyPlace(),
                        where.toString(),
                        "\"" + own.get(0).key() + "\" in a second file",
                        "only \"routes\" here",
                        "What holds for the whole API already stands at "
                                + keys.get(0).keyPlace() + "."));
            }
        }
        if (!routes.isEmpty()) {
            Where below = where.key(ROUTES);
            keys.add(merged(routes, (route, same) -> once(below.key(route), same)));
        }
        return new Entry(head.key(), head.keyPlace(), new Mapping(head.value().place(), keys));
    }
}
