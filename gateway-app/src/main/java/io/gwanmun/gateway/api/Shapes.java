package io.gwanmun.gateway.api;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

import com.google.re2j.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

import io.gwanmun.gateway.api.shape.ChoiceShape;
import io.gwanmun.gateway.api.shape.JsonShape;
import io.gwanmun.gateway.api.shape.ListShape;
import io.gwanmun.gateway.api.shape.MapShape;
import io.gwanmun.gateway.api.shape.Nearest;
import io.gwanmun.gateway.api.shape.ObjectShape;
import io.gwanmun.gateway.api.shape.Singles;
import io.gwanmun.gateway.api.shape.WrittenShape;

/**
 * Makes {@link Shape}s. Values are kept as constants:
 *
 * <pre>{@code
 * static final Shape<Timeouts> SHAPE = Shapes.object("timeouts", "Time limits of the call behind.", fields -> {
 *     var connect = fields.optional("connect", Shapes.DURATION, Duration.ofSeconds(2), "Time allowed to connect.");
 *     var response = fields.optional("response", Shapes.DURATION, "Time allowed until the head of the answer.");
 *     return values -> new Timeouts(values.get(connect), values.find(response));
 * });
 * }</pre>
 */
public final class Shapes {

    /** Any text, also an empty one in quotes. */
    public static final Shape<String> TEXT = Singles.text();
    /** A name of one's own choice: {@code a-z 0-9 -}, beginning with a letter or digit, at most 64 characters. */
    public static final Shape<String> NAME = Singles.name();
    /** {@code true} or {@code false}. */
    public static final Shape<Boolean> BOOL = Singles.bool();
    /** A length of time with its unit, from 1 ms to 3650 days. */
    public static final Shape<Duration> DURATION = duration(Duration.ofMillis(1), Duration.ofDays(3650));
    /** A number of bytes with its unit, from 0 B to 1024 GB; MB is 2^20 bytes. */
    public static final Shape<DataSize> SIZE = size(DataSize.ofBytes(0), DataSize.ofTerabytes(1));
    /** A share from {@code 0%} to {@code 100%}, read into 0 to 1. */
    public static final Shape<Double> PERCENT = Singles.percent();
    /** An absolute http or https URL with host, without user, query or fragment. */
    public static final Shape<URI> URL = Singles.url();
    /** An HTTP method in capitals. */
    public static final Shape<String> METHOD = Singles.method();
    /** The name of a header; its case does not count. */
    public static final Shape<String> HEADER = Singles.header();
    /** A moment with its offset from UTC. */
    public static final Shape<Instant> INSTANT = Singles.instant();
    /** A regular expression in the syntax of RE2, which takes linear time. */
    public static final Shape<Pattern> REGEX = Singles.regex();
    /** A path that begins with {@code /} and holds no query. */
    public static final Shape<String> PATH = Singles.path();
    /** A host name, or {@code *.} and a host name for all hosts below it; read in small letters. */
    public static final Shape<String> HOST = Singles.host();
    /** Any value, read into the JSON text of it. */
    public static final Shape<String> JSON = new JsonShape();
    /** A reference to a secret; the secret itself in the file is a mistake. */
    public static final Shape<Secret> SECRET = Singles.secret();

    private Shapes() {}

    /** Returns a shape of whole numbers from least to most, both included. */
    public static Shape<Integer> integer(int least, int most) {
        return Singles.number(least, most).map(Long::intValue);
    }

    /** Returns a shape of whole numbers from least to most, both included. */
    public static Shape<Long> number(long least, long most) {
        return Singles.number(least, most);
    }

    /** Returns a shape of durations from least to most, both included, in whole milliseconds. */
    public static Shape<Duration> duration(Duration least, Duration most) {
        return Singles.duration(least, most);
    }

    /** Returns a shape of sizes from least to most, both included. */
    public static Shape<DataSize> size(DataSize least, DataSize most) {
        return Singles.size(least, most);
    }

    /** Returns a shape of the constants of an enum, written in small letters with hyphens. */
    public static <E extends Enum<E>> Shape<E> words(String name, String sentence, Class<E> type) {
        return Singles.words(name, sentence, type);
    }

    /** Returns a shape of given words. */
    public static Shape<String> words(String name, String sentence, String... words) {
        return Singles.words(name, sentence, List.of(words));
    }

    /**
     * Returns a shape of text with a syntax of its own.
     *
     * @param name what one is called, without article
     * @param sentence what one is, with its syntax
     * @param example how one looks
     * @param parse reads one; throws {@link IllegalArgumentException}, whose message tells what is expected, best in the
     *     form {@code name: value (expected: …)}
     */
    public static <T> Shape<T> parsed(String name, String sentence, String example, Function<String, T> parse) {
        return Singles.parsed(name, sentence, List.of(example), null, parse);
    }

    /** Returns {@link #parsed} with a regular expression for the JSON Schema. */
    public static <T> Shape<T> parsed(
            String name, String sentence, String example, String pattern, Function<String, T> parse) {
        return Singles.parsed(name, sentence, List.of(example), pattern, parse);
    }

    /** Returns a shape of lists, empty ones included. */
    public static <T> Shape<List<T>> list(Shape<T> item) {
        return new ListShape<>(item, 0, false);
    }

    /** Returns a shape of lists of at least one. */
    public static <T> Shape<List<T>> someOf(Shape<T> item) {
        return new ListShape<>(item, 1, false);
    }

    /** Returns a shape of lists without repetitions, read into a set that keeps their order; at least one. */
    public static <T> Shape<Set<T>> set(Shape<T> item) {
        return new ListShape<>(item, 1, true).map(list -> Collections.unmodifiableSet(new LinkedHashSet<>(list)));
    }

    /** Returns a shape of one value, or a list of at least one, read into a list. */
    public static <T> Shape<List<T>> oneOrMany(Shape<T> item) {
        return oneOf(item.name() + " or list", item.sentence(), List.of(item.map(List::of), someOf(item)));
    }

    /** Returns a shape of mappings by {@link #NAME}, in the order of the file. */
    public static <T> Shape<Map<String, T>> map(Shape<T> value) {
        return new MapShape<>(NAME, value, false);
    }

    /** Returns a shape of mappings by keys of a given shape, in the order of the file. */
    public static <T> Shape<Map<String, T>> map(Shape<String> key, Shape<T> value) {
        return new MapShape<>(key, value, false);
    }

    /**
     * Returns a shape of mappings with known keys.
     *
     * @param name what one is called, without article
     * @param sentence what one is
     * @param body declares the keys and answers what makes the value of them; an {@link IllegalArgumentException} of the
     *     latter becomes a mistake of the mapping
     */
    public static <T> Shape<T> object(String name, String sentence, Function<Fields, Function<Values, T>> body) {
        return new ObjectShape<>(name, sentence, false, body);
    }

    /** Returns a shape of one of several; what is written tells them apart by form first, then by trying in order. */
    public static <T> Shape<T> oneOf(String name, String sentence, List<Shape<? extends T>> choices) {
        return new ChoiceShape<>(name, sentence, choices);
    }

    /** Returns a shape that keeps the place of each value, for checks that run later. */
    public static <T> Shape<Written<T>> written(Shape<T> shape) {
        return new WrittenShape<>(shape);
    }

    /** Returns the known word that is most likely meant, null when none is near. */
    public static @Nullable String nearest(String word, Collection<String> known) {
        return Nearest.to(word, known);
    }
}
