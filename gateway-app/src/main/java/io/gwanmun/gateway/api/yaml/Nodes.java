package io.gwanmun.gateway.api.yaml;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.parser.Parser;

import io.gwanmun.gateway.api.Mistake;
import io.gwanmun.gateway.api.Mistakes;
import io.gwanmun.gateway.api.Place;
import io.gwanmun.gateway.api.Secrets;
import io.gwanmun.gateway.api.Source;
import io.gwanmun.gateway.api.Source.Kind;

/** Builds sources from the events of one document. */
final class Nodes {

    private static final int DEEPEST = 64;
    private static final int MOST = 2_000_000;
    private static final String CORE = "tag:yaml.org,2002:";
    private static final Set<String> CORE_TAGS = Set.of("str", "int", "float", "bool", "null", "seq", "map");
    private static final Set<String> NOTHING = Set.of("", "~", "null", "Null", "NULL");
    private static final String ALIAS_HINT = "If the text itself begins with *, put quotes around it.";

    private final String file;
    private final Parser parser;
    private final Secrets secrets;
    private final Mistakes mistakes;
    private final Consumer<Place> reached;
    private final Map<String, Anchored> anchors = new HashMap<>();
    private int depth;
    private int count;

    /** Creates a builder that tells each place it has reached. */
    Nodes(String file, Parser parser, Secrets secrets, Mistakes mistakes, Consumer<Place> reached) {
        this.file = file;
        this.parser = parser;
        this.secrets = secrets;
        this.mistakes = mistakes;
        this.reached = reached;
    }

    static Place place(String file, Mark mark) {
        return new Place(file, mark.getLine() + 1, mark.getColumn() + 1);
    }

    /** Returns the next value with all below it. */
    Source next() {
        return next(false);
    }

    private Source next(boolean key) {
        Event event = parser.getEvent();
        Place place = place(file, event.getStartMark());
        reached.accept(place);
        grow(1, place);
        if (event instanceof AliasEvent alias) {
            return shared(alias.getAnchor(), place);
        }
        String anchor = ((NodeEvent) event).getAnchor();
        int before = count;
        if (anchor != null) {
            anchors.put(anchor, new Anchored(null, 0));
        }
        Source source = event instanceof ScalarEvent scalar ? scalar(scalar, place, key) : collection(event, place);
        if (anchor != null) {
            anchors.put(anchor, new Anchored(source, count - before));
        }
        return source;
    }

    private Source shared(String anchor, Place place) {
        Anchored anchored = anchors.get(anchor);
        String found = "the alias *" + anchor;
        if (anchored == null) {
            throw unreadable(place, found, "an anchor &" + anchor + " further up", ALIAS_HINT);
        }
        if (anchored.source() == null) {
            throw unreadable(place, found + " inside its own anchor", "a value that ends", null);
        }
        grow(anchored.size(), place);
        return anchored.source();
    }

    private Source collection(Event event, Place place) {
        checkTag(((CollectionStartEvent) event).getTag(), place);
        if (++depth > DEEPEST) {
            throw unreadable(place, "more than " + DEEPEST + " levels", "fewer levels", null);
        }
        Source source = event.is(Event.ID.MappingStart) ? mapping(place) : sequence(place);
        depth--;
        return source;
    }

    private Source sequence(Place place) {
        List<Source> items = new ArrayList<>();
        while (!parser.checkEvent(Event.ID.SequenceEnd)) {
            items.add(next());
        }
        parser.getEvent();
        return new Source.Sequence(place, items);
    }

    private Source mapping(Place place) {
        List<Source.Entry> entries = new ArrayList<>();
        Map<String, Place> seen = new HashMap<>();
        while (!parser.checkEvent(Event.ID.MappingEnd)) {
            Source key = next(true);
            Source value = next();
            String name = key(key);
            if (name == null) {
                continue;
            }
            Place first = seen.putIfAbsent(name, key.place());
            if (first == null) {
                entries.add(new Source.Entry(name, key.place(), value));
            } else {
                mistakes.add(new Mistake(
                        key.place(),
                        "",
                        "the key \"" + name + "\" again",
                        "each key once",
                        "It already stands at " + first + "."));
            }
        }
        parser.getEvent();
        return new Source.Mapping(place, entries);
    }

    private @Nullable String key(Source key) {
        if (key instanceof Source.Scalar scalar && scalar.kind() != Kind.EMPTY) {
            if (scalar.kind() == Kind.PLAIN && scalar.text().equals("<<")) {
                String expected = "keys written out, or an alias for the whole value";
                mistakes.add(new Mistake(key.place(), "", "the merge key <<", expected, null));
                return null;
            }
            return scalar.text();
        }
        String hint = key instanceof Source.Mapping
                ? "If text in braces such as \"{id}\" is meant, put quotes around it."
                : null;
        mistakes.add(new Mistake(key.place(), "", key.described() + " as a key", "text as a key", hint));
        return null;
    }

    private Source scalar(ScalarEvent event, Place place, boolean key) {
        String tag = event.getTag();
        checkTag(tag, place);
        boolean plain = event.getScalarStyle() == ScalarStyle.PLAIN && !(CORE + "str").equals(tag);
        String text = event.getValue();
        Kind kind = !plain ? Kind.QUOTED : NOTHING.contains(text) ? Kind.EMPTY : Kind.PLAIN;
        Source.Scalar written = new Source.Scalar(place, text, kind);
        return key ? written : secrets.resolve(written);
    }

    private void checkTag(@Nullable String tag, Place place) {
        if (tag == null || tag.startsWith(CORE) && CORE_TAGS.contains(tag.substring(CORE.length()))) {
            return;
        }
        String shown = tag.startsWith(CORE) ? "!!" + tag.substring(CORE.length()) : tag;
        throw unreadable(
                place,
                "the tag " + shown,
                "a value without a tag",
                "If the text itself begins with !, put quotes around it.");
    }

    private void grow(int by, Place place) {
        count += by;
        if (count > MOST) {
            throw unreadable(place, "more than " + MOST + " values, aliases written out", "a smaller file", null);
        }
    }

    private UnreadableException unreadable(Place place, String found, String expected, @Nullable String hint) {
        return new UnreadableException(new Mistake(place, "", found, expected, hint));
    }

    /** What an anchor stands for, null while it is being read. */
    private record Anchored(@Nullable Source source, int size) {}
}
