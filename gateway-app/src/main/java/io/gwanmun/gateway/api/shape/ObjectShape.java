package io.gwanmun.gateway.api.shape;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import io.gwanmun.gateway.api.Fields;
import io.gwanmun.gateway.api.Fields.Field;
import io.gwanmun.gateway.api.Mistake;
import io.gwanmun.gateway.api.Mistakes;
import io.gwanmun.gateway.api.Outline;
import io.gwanmun.gateway.api.Shape;
import io.gwanmun.gateway.api.Source;
import io.gwanmun.gateway.api.Values;
import io.gwanmun.gateway.api.Where;
import io.gwanmun.gateway.api.Written;

/**
 * A mapping of known keys. Every key is read even when another has a mistake; a key that is not known is a mistake, and so is
 * a required key that is missing, unless an unknown key beside it was most likely meant to be it.
 *
 * @param <T> what it is read into
 */
public final class ObjectShape<T> implements Shape<T> {

    private final String name;
    private final String sentence;
    private final List<String> examples;
    private final Map<String, Field<?>> fields = new LinkedHashMap<>();
    private final Function<Values, T> maker;
    private final boolean partial;
    private final Outline.Keys outline;

    /**
     * Creates the shape.
     *
     * @param name what one is called
     * @param sentence what one is
     * @param partial whether the maker is asked also when a key has a mistake
     * @param body declares the keys and answers what makes the value
     */
    public ObjectShape(String name, String sentence, boolean partial, Function<Fields, Function<Values, T>> body) {
        Fields declared = new Fields();
        this.name = name;
        this.sentence = sentence;
        this.partial = partial;
        this.maker = body.apply(declared);
        this.outline = new Outline.Keys(declared.all());
        declared.all().forEach(field -> fields.put(field.key(), field));
        this.examples = List.of(Examples.of(declared));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String sentence() {
        return sentence;
    }

    @Override
    public List<String> examples() {
        return examples;
    }

    @Override
    public Outline outline() {
        return outline;
    }

    @Override
    public @Nullable T read(Source source, Where where, Mistakes mistakes) {
        if (!(source instanceof Source.Mapping mapping)) {
            mistakes.add(source, where, source.described(), Wanted.of(this), ownHint(source));
            return null;
        }
        int before = mistakes.size();
        Written<?>[] read = new Written<?>[fields.size()];
        Set<String> meant = readEntries(mapping, where, read, mistakes);
        for (Field<?> field : fields.values()) {
            if (field.required() && !meant.contains(field.key()) && !isOneLevelDown(field, mapping)) {
                mistakes.add(source, where, "no \"" + field.key() + "\"", example(field), null);
            }
        }
        return mistakes.size() > before && !partial ? null : make(new Values(source, where, read), mistakes);
    }

    private static String example(Field<?> field) {
        return "the required key, such as " + field.key() + ": "
                + field.shape().examples().get(0);
    }

    private Set<String> readEntries(
            Source.Mapping mapping, Where where, @Nullable Written<?>[] read, Mistakes mistakes) {
        Set<String> meant = new HashSet<>();
        List<Source.Entry> entries = mapping.entries();
        for (int i = 0; i < entries.size(); i++) {
            Source.Entry entry = entries.get(i);
            Field<?> field = fields.get(entry.key());
            if (field == null) {
                Source.Entry before = i == 0 ? null : entries.get(i - 1);
                mistakes.add(UnknownKey.mistake(entry, before, where, fields, meant));
                continue;
            }
            meant.add(field.key());
            if (!isBrokenOff(entry, i + 1 < entries.size() ? entries.get(i + 1) : null)) {
                read[field.index()] = readField(field, entry, where.key(entry.key(), fields.keySet()), mistakes);
            }
        }
        return meant;
    }

    /** Whether a key holds nothing because what follows it is not indented; that is told where it follows. */
    private boolean isBrokenOff(Source.Entry entry, Source.@Nullable Entry next) {
        return next != null && !fields.containsKey(next.key()) && UnknownKey.isEmpty(entry.value());
    }

    /** Whether a key that is missing here stands one level too low; that is told there. */
    private boolean isOneLevelDown(Field<?> missing, Source.Mapping mapping) {
        return mapping.entries().stream().anyMatch(entry -> {
            Field<?> field = fields.get(entry.key());
            return field != null
                    && field.shape().outline() instanceof Outline.Keys keys
                    && keys.fields().stream().noneMatch(below -> below.key().equals(missing.key()))
                    && entry.value() instanceof Source.Mapping below
                    && below.find(missing.key()) != null;
        });
    }

    private static <V> @Nullable Written<V> readField(
            Field<V> field, Source.Entry entry, Where where, Mistakes mistakes) {
        V value = field.shape().read(entry.value(), where, mistakes);
        return value == null ? null : new Written<>(value, entry.value(), where);
    }

    private @Nullable T make(Values values, Mistakes mistakes) {
        try {
            return maker.apply(values);
        } catch (IllegalArgumentException thrown) {
            Mistake mistake = Objection.of(thrown, values.source(), values.where(), Wanted.of(this));
            mistakes.add(mistake);
            return null;
        }
    }

    /** Returns how a single value is written below the first key that takes it, else what the form tells. */
    private @Nullable String ownHint(Source source) {
        String form = formHint(source);
        if (form != null || !(source instanceof Source.Scalar scalar) || scalar.isSecret()) {
            return form;
        }
        boolean loose = fields.values().stream().anyMatch(Field::required);
        for (Field<?> field : fields.values()) {
            if (!loose
                    && field.shape().outline() instanceof Outline.Single single
                    && (single.pattern() != null || !single.words().isEmpty())) {
                Mistakes own = new Mistakes();
                field.shape().read(source, Where.ROOT, own);
                if (own.isEmpty()) {
                    return "Write {" + field.key() + ": " + scalar.oneLine() + "}.";
                }
            }
        }
        return null;
    }

    static @Nullable String formHint(Source source) {
        if (source instanceof Source.Scalar scalar && !scalar.isSecret()) {
            int colon = scalar.text().indexOf(':');
            if (scalar.kind() == Source.Kind.PLAIN && colon > 0 && scalar.text().indexOf(' ') < 0) {
                return "Put a space after the colon: " + scalar.text().substring(0, colon) + ": …";
            }
        }
        return source instanceof Source.Sequence sequence
                        && !sequence.items().isEmpty()
                        && sequence.items().get(0) instanceof Source.Mapping
                ? "Remove the leading dashes: each key stands in one mapping."
                : null;
    }
}
