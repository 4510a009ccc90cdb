package io.gwanmun.gateway.api.shape;

import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

import io.gwanmun.gateway.api.Outline.Single;
import io.gwanmun.gateway.api.Secret;
import io.gwanmun.gateway.api.Shape;
import io.gwanmun.gateway.api.Source;

/** Makes the shapes of single values. */
public final class Singles {

    private static final String NAME_PATTERN = "[a-z0-9][a-z0-9-]{0,63}";
    private static final String TOKEN = "[A-Za-z0-9!#$%&'*+.^_`|~-]{1,128}";
    private static final List<String> METHODS = List.of(
            "GET",
            "HEAD",
            "POST",
            "PUT",
            "PATCH",
            "DELETE",
            "OPTIONS",
            "TRACE",
            "QUERY",
            "PROPFIND",
            "PROPPATCH",
            "MKCOL",
            "COPY",
            "MOVE",
            "LOCK",
            "UNLOCK",
            "REPORT",
            "SEARCH",
            "PURGE");

    private Singles() {}

    /** Any text. */
    public static Shape<String> text() {
        return new SingleShape<>(
                "text", "Any text.", "text", List.of("some text"), string(null), Source.Scalar::text, Quotes::flow);
    }

    /** A name of one's own choice. */
    public static Shape<String> name() {
        return matching(
                "name",
                "small letters, digits and hyphens, at most 64, beginning with a letter or digit",
                "my-name",
                NAME_PATTERN,
                text -> text.toLowerCase(Locale.ROOT)
                        .replaceAll("[^a-z0-9]+", "-")
                        .replaceAll("^-+|-+$", ""));
    }

    /** True or false. */
    public static Shape<Boolean> bool() {
        return new SingleShape<>(
                "boolean",
                "Either true or false.",
                "true or false",
                List.of("true", "false"),
                new Single("boolean", null, List.of(), null, null),
                Texts::bool,
                String::valueOf);
    }

    /** A whole number in a range. */
    public static Shape<Long> number(long least, long most) {
        String expected = "a whole number from " + least + " to " + most;
        return new SingleShape<>(
                "number",
                "A whole number from " + least + " to " + most + ".",
                expected,
                List.of(String.valueOf(Math.max(least, Math.min(most, 10)))),
                new Single("integer", null, List.of(), least, most),
                scalar -> within(Texts.number(scalar), least, most, expected),
                String::valueOf);
    }

    /** A duration in a range. */
    public static Shape<Duration> duration(Duration least, Duration most) {
        String range = "from " + Texts.shown(least) + " to " + Texts.shown(most);
        Duration shown = most.compareTo(Duration.ofSeconds(2)) < 0 ? most : Duration.ofSeconds(2);
        String example = Texts.shown(shown.compareTo(least) < 0 ? least : shown);
        return new SingleShape<>(
                "duration",
                "A length of time with its unit (ms, s, m, h, d), " + range + ".",
                "a duration with its unit (ms, s, m, h, d) such as " + example,
                List.of(example),
                string("[0-9]{1,12}(ms|s|m|h|d)"),
                scalar -> within(Texts.duration(scalar, least, most), least, most, "a duration " + range),
                Texts::shown);
    }

    /** A size in a range. */
    public static Shape<DataSize> size(DataSize least, DataSize most) {
        String range = "from " + Texts.shownBytes(least.toBytes()) + " to " + Texts.shownBytes(most.toBytes());
        return new SingleShape<>(
                "size",
                "A number of bytes with its unit (B, KB, MB, GB; MB is 2^20 bytes), " + range + ".",
                "a size with its unit (B, KB, MB, GB) such as 10MB",
                List.of(most.compareTo(DataSize.ofMegabytes(10)) < 0 ? Texts.shownBytes(most.toBytes()) : "10MB"),
                string("[0-9]{1,12}(B|KB|MB|GB)"),
                scalar -> within(DataSize.ofBytes(Texts.bytes(scalar)), least, most, "a size " + range),
                size -> Texts.shownBytes(size.toBytes()));
    }

    /** A share of a hundred. */
    public static Shape<Double> percent() {
        return new SingleShape<>(
                "percentage",
                "A share from 0% to 100%.",
                "a percentage from 0% to 100% such as 25%",
                List.of("25%"),
                string("[0-9]{1,3}(\\.[0-9]{1,6})?%"),
                Texts::share,
                Texts::shownShare);
    }

    /** An address of a service. */
    public static Shape<URI> url() {
        return new SingleShape<>(
                "URL",
                "An http or https URL: host, port and path, without user, query or fragment.",
                "an http or https URL such as http://users.internal:8080",
                List.of("http://users.internal:8080"),
                string("https?://[^/?#@]+(/[^?#]*)?"),
                Urls::read,
                URI::toString);
    }

    /** An HTTP method. */
    public static Shape<String> method() {
        return words("HTTP method", "An HTTP method in capitals.", METHODS);
    }

    /** The name of a header. */
    public static Shape<String> header() {
        return matching(
                "header",
                "letters, digits and hyphens; case does not count",
                "X-Request-Id",
                TOKEN,
                text -> text.endsWith(":") ? text.substring(0, text.length() - 1) : text);
    }

    /** A moment. */
    public static Shape<Instant> instant() {
        return parsed(
                "date and time with offset",
                "A date and time with its offset from UTC.",
                List.of("2030-01-31T18:00:00Z", "2030-01-31T18:00:00+09:00"),
                "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+(Z|[+-][0-9]{2}:[0-9]{2})",
                text -> {
                    try {
                        return OffsetDateTime.parse(text).toInstant();
                    } catch (DateTimeException unreadable) {
                        throw UnfitException.hinting(null);
                    }
                });
    }

    /** A regular expression. */
    public static Shape<Pattern> regex() {
        return parsed(
                "regular expression", "A regular expression in RE2 syntax.", List.of("\"v[0-9]+\""), null, text -> {
                    try {
                        return Pattern.compile(text);
                    } catch (PatternSyntaxException wrong) {
                        throw UnfitException.expecting(
                                "a regular expression in RE2 syntax", "It fails with: " + wrong.getDescription() + ".");
                    }
                });
    }

    /** A path. */
    public static Shape<String> path() {
        return matching(
                "path",
                "it begins with / and holds no query",
                "/users",
                "/[^?#\\s]*",
                text -> text.startsWith("/") ? text : "/" + text);
    }

    /** A host, or all hosts below one. */
    public static Shape<String> host() {
        String label = "[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?";
        return matching(
                        "host",
                        "a name without port, or *. and a name for all hosts below it",
                        "api.example.com",
                        "(\\*\\.)?" + label + "(\\." + label + ")*",
                        text -> text.replaceFirst("^[a-z]+://", "").replaceFirst("[:/].*$", ""))
                .map(text -> text.toLowerCase(Locale.ROOT));
    }

    /** A reference to a secret. */
    public static Shape<Secret> secret() {
        return new SingleShape<>(
                "secret",
                "A reference to a secret: ${env:NAME} or ${file:/run/secrets/name}.",
                "a reference to a secret such as ${env:NAME} or ${file:/run/secrets/name}",
                List.of("${env:NAME}", "${file:/run/secrets/name}"),
                string(".*\\$\\{(env|file):[^}]+\\}.*"),
                Secrecy::read,
                Secret::toString);
    }

    /** Words of a list. */
    public static Shape<String> words(String name, String sentence, List<String> words) {
        Map<String, String> byWord = new LinkedHashMap<>();
        words.forEach(word -> byWord.put(word, word));
        return choice(name, sentence, byWord);
    }

    /** Constants of an enum. */
    public static <E extends Enum<E>> Shape<E> words(String name, String sentence, Class<E> type) {
        Map<String, E> byWord = new LinkedHashMap<>();
        Arrays.stream(type.getEnumConstants()).forEach(constant -> byWord.put(word(constant), constant));
        return choice(name, sentence, byWord);
    }

    private static <T> Shape<T> choice(String name, String sentence, Map<String, T> byWord) {
        List<String> words = List.copyOf(byWord.keySet());
        return new SingleShape<>(
                name,
                sentence,
                words.size() == 1 ? "\"" + words.get(0) + "\"" : "one of: " + Nearest.listed(words),
                words,
                new Single("string", null, words, null, null),
                scalar -> {
                    T value = byWord.get(scalar.text());
                    if (value == null) {
                        throw UnfitException.hinting(wordHint(scalar.text(), words));
                    }
                    return value;
                },
                value -> value instanceof Enum<?> constant ? word(constant) : value.toString());
    }

    private static @Nullable String wordHint(String text, List<String> words) {
        boolean no = text.equals("false") || text.equals("no") || text.equals("off");
        return no && words.size() == 1
                ? "Write " + words.get(0) + ", or leave the key out."
                : Nearest.hint(text, words);
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Text with a syntax of its own. */
    public static <T> Shape<T> parsed(
            String name, String sentence, List<String> examples, @Nullable String pattern, Function<String, T> parse) {
        return new SingleShape<>(
                name,
                sentence,
                Wanted.withArticle(name) + " such as " + examples.get(0),
                examples,
                string(pattern),
                scalar -> parse.apply(scalar.text()),
                value -> value instanceof String text ? Quotes.flow(text) : value.toString());
    }

    private static Shape<String> matching(
            String name, String rule, String example, String pattern, Function<String, String> mend) {
        java.util.regex.Pattern compiled = java.util.regex.Pattern.compile(pattern);
        String sentence = Wanted.capital(Wanted.withArticle(name)) + ": " + rule + ".";
        return parsed(name, sentence, List.of(example), pattern, text -> {
            if (compiled.matcher(text).matches()) {
                return text;
            }
            String mended = mend.apply(text);
            throw UnfitException.expecting(
                    Wanted.withArticle(name) + " such as " + example + " (" + rule + ")",
                    compiled.matcher(mended).matches() ? "Did you mean " + mended + "?" : null);
        });
    }

    private static Single string(@Nullable String pattern) {
        return new Single("string", pattern, List.of(), null, null);
    }

    private static <C extends Comparable<? super C>> C within(C value, C least, C most, String expected) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw UnfitException.expecting(expected, null);
        }
        return value;
    }
}
