package io.gwanmun.gateway.api.shape;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import io.gwanmun.gateway.api.Mistakes;
import io.gwanmun.gateway.api.Outline;
import io.gwanmun.gateway.api.Shape;
import io.gwanmun.gateway.api.Source;
import io.gwanmun.gateway.api.Where;

/**
 * A list of like values.
 *
 * @param item each of them
 * @param least how many there are at least
 * @param unique whether each stands once
 * @param <T> what one is read into
 */
public record ListShape<T>(Shape<T> item, int least, boolean unique) implements Shape<List<T>> {

    private static final int SHOWN = 8;

    @Override
    public String name() {
        return "list of " + item.name();
    }

    @Override
    public String sentence() {
        return (unique ? "A list without repetitions" : "A list") + (least > 0 ? ", at least " + least : "")
                + ". Each: " + item.sentence();
    }

    @Override
    public List<String> examples() {
        return List.of("[" + item.examples().stream().limit(2).collect(Collectors.joining(", ")) + "]");
    }

    @Override
    public Outline outline() {
        return new Outline.Items(item, least, unique);
    }

    @Override
    public @Nullable List<T> read(Source source, Where where, Mistakes mistakes) {
        if (!(source instanceof Source.Sequence sequence)) {
            mistakes.add(source, where, source.described(), Wanted.of(this), hint(source));
            return null;
        }
        int before = mistakes.size();
        if (sequence.items().size() < least) {
            mistakes.add(source, where, source.described(), Wanted.of(this), null);
        }
        List<T> values = new ArrayList<>(sequence.items().size());
        Map<T, Source> seen = new HashMap<>();
        for (int i = 0; i < sequence.items().size(); i++) {
            Source one = sequence.items().get(i);
            T value = item.read(one, where.item(i), mistakes);
            if (value != null) {
                values.add(value);
                Source first = unique ? seen.putIfAbsent(value, one) : null;
                if (first != null) {
                    mistakes.add(
                            one,
                            where.item(i),
                            one.described() + " again",
                            "each once",
                            "It already stands at " + first.place() + ".");
                }
            }
        }
        return mistakes.size() > before ? null : List.copyOf(values);
    }

    @Override
    public String shown(List<T> values) {
        return values.stream().map(item::shown).collect(Collectors.joining(", ", "[", "]"));
    }

    private @Nullable String hint(Source source) {
        if (source instanceof Source.Scalar scalar && scalar.kind() != Source.Kind.EMPTY && !scalar.isSecret()) {
            String items = Stream.of(scalar.text().split(","))
                    .map(String::strip)
                    .filter(one -> !one.isEmpty())
                    .limit(SHOWN)
                    .map(Quotes::flow)
                    .collect(Collectors.joining(", ", "Write [", "]."));
            return items.equals("Write [].") ? null : items;
        }
        String slip = Slips.inItems(source);
        if (slip != null) {
            return slip;
        }
        return source instanceof Source.Mapping && item.outline().fits(source)
                ? "Begin each of its items with a dash: - key: value."
                : null;
    }
}
