package io.gwanmun.gateway.api.shape;

import java.util.List;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import io.gwanmun.gateway.api.Mistake;
import io.gwanmun.gateway.api.Mistakes;
import io.gwanmun.gateway.api.Outline;
import io.gwanmun.gateway.api.Shape;
import io.gwanmun.gateway.api.Source;
import io.gwanmun.gateway.api.Where;

/**
 * One of several shapes. The form of what is written narrows the choice; of several that remain, the first without a mistake
 * is taken, and when each has mistakes, those of the one with the fewest are told.
 *
 * @param name what one is called
 * @param sentence what one is
 * @param choices what to choose from, at least one
 * @param <T> what it is read into
 */
public record ChoiceShape<T>(String name, String sentence, List<Shape<? extends T>> choices) implements Shape<T> {

    private static final int SHOWN = 60;

    /** Copies the choices. */
    public ChoiceShape {
        choices = List.copyOf(choices);
    }

    @Override
    public List<String> examples() {
        return choices.stream()
                .map(choice -> choice.examples().get(0))
                .distinct()
                .toList();
    }

    @Override
    public Outline outline() {
        return new Outline.Choice(List.copyOf(choices));
    }

    @Override
    public @Nullable T read(Source source, Where where, Mistakes mistakes) {
        List<Shape<? extends T>> fitting =
                choices.stream().filter(choice -> choice.outline().fits(source)).toList();
        boolean empty = source instanceof Source.Scalar scalar && scalar.kind() == Source.Kind.EMPTY;
        if (fitting.isEmpty() || empty) {
            String hint = source instanceof Source.Mapping ? Objection.quoteHint(source) : itemsHint(source);
            mistakes.add(source, where, source.described(), wanted(choices), hint);
            return null;
        }
        Mistake trouble = source instanceof Source.Scalar scalar ? scalar.trouble() : null;
        if (trouble != null) {
            mistakes.add(trouble.at(where));
            return null;
        }
        return readBest(fitting, source, where, mistakes);
    }

    /** Returns how a list that may stand below a key of one of the choices is written there. */
    private @Nullable String itemsHint(Source source) {
        return source instanceof Source.Sequence && source.oneLine().length() <= SHOWN
                ? choices.stream()
                        .filter(choice -> choice.outline() instanceof Outline.Keys)
                        .flatMap(choice -> ((Outline.Keys) choice.outline()).fields().stream())
                        .filter(field -> field.shape().outline() instanceof Outline.Items)
                        .filter(field -> takes(field.shape(), source))
                        .findFirst()
                        .map(field -> "Write {" + field.key() + ": " + source.oneLine() + "}.")
                        .orElse(null)
                : null;
    }

    private static boolean takes(Shape<?> shape, Source source) {
        Mistakes own = new Mistakes();
        shape.read(source, Where.ROOT, own);
        return own.isEmpty();
    }

    private @Nullable T readBest(List<Shape<? extends T>> fitting, Source source, Where where, Mistakes mistakes) {
        Mistakes fewest = null;
        Shape<?> nearest = null;
        for (Shape<? extends T> choice : fitting) {
            Mistakes own = new Mistakes();
            T value = choice.read(source, where, own);
            if (value != null) {
                return value;
            }
            if (fewest == null || own.size() < fewest.size()) {
                fewest = own;
                nearest = choice;
            }
        }
        if (fewest != null && nearest != null) {
            String usual = Wanted.of(nearest);
            fewest.sorted()
                    .forEach(mistake -> mistakes.add(
                            source instanceof Source.Scalar
                                            && mistake.expected().equals(usual)
                                    ? mistake.expecting(wanted(choices), hint(mistake, source))
                                    : mistake));
        }
        return null;
    }

    private @Nullable String hint(Mistake mistake, Source source) {
        List<String> words = choices.stream()
                .filter(choice -> choice.outline() instanceof Outline.Single)
                .flatMap(choice -> ((Outline.Single) choice.outline()).words().stream())
                .toList();
        return mistake.hint() == null && source instanceof Source.Scalar scalar && !scalar.isSecret()
                ? Nearest.hint(scalar.text(), words)
                : mistake.hint();
    }

    private static String wanted(List<? extends Shape<?>> choices) {
        return choices.stream().map(Wanted::of).distinct().collect(Collectors.joining(", or "));
    }
}
