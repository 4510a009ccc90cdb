package io.gwanmun.gateway.api;

import java.util.List;

import org.jspecify.annotations.Nullable;

/** How values of a {@link Shape} are built; what schema and reference page are made from. */
public sealed interface Outline {

    /** Returns whether a value has the form of this one, so that it is worth reading it as one. */
    boolean fits(Source source);

    /**
     * A single value.
     *
     * @param type the type in JSON Schema: {@code string}, {@code integer}, {@code number} or {@code boolean}
     * @param pattern the regular expression of its text, null when any text may stand or words are given
     * @param words the only values, empty when there are others
     * @param least the least number, null when there is none
     * @param most the greatest number, null when there is none
     */
    record Single(
            String type,
            @Nullable String pattern,
            List<String> words,
            @Nullable Long least,
            @Nullable Long most) implements Outline {

        /** Copies the words. */
        public Single {
            words = List.copyOf(words);
        }

        @Override
        public boolean fits(Source source) {
            return source instanceof Source.Scalar;
        }
    }

    /**
     * Values in order.
     *
     * @param item each of them
     * @param least how many there are at least
     * @param unique whether each stands once
     */
    record Items(Shape<?> item, int least, boolean unique) implements Outline {
        @Override
        public boolean fits(Source source) {
            return source instanceof Source.Sequence;
        }
    }

    /**
     * Values by names of one's own choice.
     *
     * @param name what a name looks like
     * @param value each of them
     */
    record Named(Shape<?> name, Shape<?> value) implements Outline {
        @Override
        public boolean fits(Source source) {
            return source instanceof Source.Mapping;
        }
    }

    /**
     * Known keys.
     *
     * @param fields the keys
     */
    record Keys(List<Fields.Field<?>> fields) implements Outline {

        /** Copies the fields. */
        public Keys {
            fields = List.copyOf(fields);
        }

        @Override
        public boolean fits(Source source) {
            return source instanceof Source.Mapping;
        }
    }

    /** Any value at all. */
    record Any() implements Outline {
        @Override
        public boolean fits(Source source) {
            return true;
        }
    }

    /**
     * One of several.
     *
     * @param choices the shapes to choose from
     */
    record Choice(List<Shape<?>> choices) implements Outline {

        /** Copies the choices. */
        public Choice {
            choices = List.copyOf(choices);
        }

        @Override
        public boolean fits(Source source) {
            return choices.stream().anyMatch(choice -> choice.outline().fits(source));
        }
    }
}
