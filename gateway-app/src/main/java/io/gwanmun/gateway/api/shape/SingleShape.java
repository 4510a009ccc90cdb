package io.gwanmun.gateway.api.shape;

import java.time.DateTimeException;
import java.util.List;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import io.gwanmun.gateway.api.Mistake;
import io.gwanmun.gateway.api.Mistakes;
import io.gwanmun.gateway.api.Outline;
import io.gwanmun.gateway.api.Shape;
import io.gwanmun.gateway.api.Source;
import io.gwanmun.gateway.api.Where;

/**
 * A single value.
 *
 * @param name what it is called
 * @param sentence what it is
 * @param expected how a mistake names it, such as {@code a duration such as 2s}
 * @param examples how it may look
 * @param outline how it is built
 * @param reader turns the written value into the value; throws {@link UnfitException} or
 *     {@link IllegalArgumentException}
 * @param writer turns the value into text
 * @param <T> what it is read into
 */
public record SingleShape<T>(
        String name,
        String sentence,
        String expected,
        List<String> examples,
        Outline.Single outline,
        Function<Source.Scalar, T> reader,
        Function<T, String> writer)
        implements Shape<T> {

    /** Copies the examples. */
    public SingleShape {
        examples = List.copyOf(examples);
    }

    @Override
    public @Nullable T read(Source source, Where where, Mistakes mistakes) {
        if (!(source instanceof Source.Scalar scalar) || scalar.kind() == Source.Kind.EMPTY) {
            mistakes.add(source, where, source.described(), expected, Objection.quoteHint(source));
            return null;
        }
        Mistake trouble = scalar.trouble();
        if (trouble != null) {
            mistakes.add(trouble.at(where));
            return null;
        }
        try {
            return reader.apply(scalar);
        } catch (UnfitException unfit) {
            mistakes.add(mistake(unfit, scalar, where));
        } catch (IllegalArgumentException thrown) {
            Mistake mistake = Objection.of(thrown, source, where, expected);
            mistakes.add(mistake);
        } catch (ArithmeticException | DateTimeException tooLarge) {
            mistakes.add(mistake(UnfitException.hinting(null), scalar, where));
        }
        return null;
    }

    private Mistake mistake(UnfitException unfit, Source.Scalar scalar, Where where) {
        String slip = Slips.inValue(scalar);
        String narrower = unfit.expected();
        String instead = unfit.found();
        return new Mistake(
                scalar.place(),
                where.toString(),
                instead == null ? scalar.described() : instead,
                narrower == null ? expected : narrower,
                scalar.isSecret() ? null : slip != null ? slip : unfit.hint(),
                instead == null ? null : "");
    }

    @Override
    public String shown(T value) {
        return writer.apply(value);
    }
}
