package io.gwanmun.gateway.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import io.gwanmun.gateway.api.shape.Quotes;

/**
 * A piece of the written form with its place: a mapping, a list or a single value. Nothing is typed yet: {@code no},
 * {@code 012} and {@code 1:30} are text until a {@link Shape} asks for something else.
 */
public sealed interface Source {

    /** Returns where this begins. */
    Place place();

    /** Returns what this is in words fit for "found …"; never shows a secret. */
    String described();

    /** Returns this in one line, as it could be written; never shows a secret. */
    String oneLine();

    /** Returns whether both say the same, wherever they stand; the order of a mapping's keys does not count. */
    boolean sameAs(Source other);

    /**
     * Keys with their values, in the order of the file.
     *
     * @param place where the first key stands
     * @param entries the keys; a key stands once
     */
    record Mapping(Place place, List<Entry> entries) implements Source {

        /** Copies the entries. */
        public Mapping {
            entries = List.copyOf(entries);
        }

        /** Returns the entry of a key, or null when the key is not there. */
        public @Nullable Entry find(String key) {
            for (Entry entry : entries) {
                if (entry.key().equals(key)) {
                    return entry;
                }
            }
            return null;
        }

        /** Returns the values by key, in the order of the file. */
        public Map<String, Source> byKey() {
            Map<String, Source> byKey = new LinkedHashMap<>();
            entries.forEach(entry -> byKey.putIfAbsent(entry.key(), entry.value()));
            return byKey;
        }

        @Override
        public String oneLine() {
            return entries.stream()
                    .map(entry ->
                            Quotes.flow(entry.key()) + ": " + entry.value().oneLine())
                    .collect(Collectors.joining(", ", "{", "}"));
        }

        @Override
        public String described() {
            return entries.isEmpty() ? "an empty mapping" : "a mapping";
        }

        @Override
        public boolean sameAs(Source other) {
            if (!(other instanceof Mapping mapping) || mapping.entries.size() != entries.size()) {
                return false;
            }
            Map<String, Source> there = mapping.byKey();
            for (Entry entry : entries) {
                Source value = there.get(entry.key());
                if (value == null || !entry.value().sameAs(value)) {
                    return false;
                }
            }
            return true;
        }
    }

    /**
     * One key of a mapping.
     *
     * @param key the key's text
     * @param keyPlace where the key stands
     * @param value what it holds
     */
    record Entry(String key, Place keyPlace, Source value) {}

    /**
     * Values in order.
     *
     * @param place where the list begins
     * @param items the values
     */
    record Sequence(Place place, List<Source> items) implements Source {

        /** Copies the items. */
        public Sequence {
            items = List.copyOf(items);
        }

        @Override
        public String oneLine() {
            return items.stream().map(Source::oneLine).collect(Collectors.joining(", ", "[", "]"));
        }

        @Override
        public String described() {
            return items.isEmpty() ? "an empty list" : "a list";
        }

        @Override
        public boolean sameAs(Source other) {
            if (!(other instanceof Sequence sequence) || sequence.items.size() != items.size()) {
                return false;
            }
            for (int i = 0; i < items.size(); i++) {
                if (!items.get(i).sameAs(sequence.items.get(i))) {
                    return false;
                }
            }
            return true;
        }
    }

    /**
     * A single value.
     *
     * @param place where it begins
     * @param text the value, secrets resolved
     * @param kind how it was written
     * @param shown the value as it may be shown, each secret as {@code ***}
     * @param trouble why a secret in it could not be resolved, null when nothing is wrong; told by the shape that reads it
     */
    record Scalar(
            Place place,
            String text,
            Kind kind,
            String shown,
            @Nullable Mistake trouble) implements Source {

        /** Creates a value without a secret. */
        public Scalar(Place place, String text, Kind kind) {
            this(place, text, kind, text, null);
        }

        /** Returns whether a secret is part of the value. */
        public boolean isSecret() {
            return !shown.equals(text);
        }

        @Override
        public String oneLine() {
            return switch (kind) {
                case EMPTY -> "";
                case PLAIN -> shown;
                case QUOTED -> Quotes.flow(shown);
            };
        }

        @Override
        public String described() {
            return switch (kind) {
                case EMPTY -> "nothing";
                case PLAIN, QUOTED -> '"' + Mistake.shortened(shown) + '"';
            };
        }

        @Override
        public boolean sameAs(Source other) {
            return other instanceof Scalar scalar
                    && scalar.text.equals(text)
                    && (scalar.kind == Kind.EMPTY) == (kind == Kind.EMPTY);
        }

        @Override
        public String toString() {
            return shown;
        }
    }

    /** How a single value was written. */
    enum Kind {
        /** Without quotes. */
        PLAIN,
        /** In quotes or as a block of lines: always text. */
        QUOTED,
        /** Not at all, or as {@code null} or {@code ~}. */
        EMPTY
    }
}
