package io.gwanmun.gateway.api.shape;

import java.util.Locale;

import io.gwanmun.gateway.api.Shape;

/** Names a shape the way a mistake does: with article and example. */
final class Wanted {

    private Wanted() {}

    static String of(Shape<?> shape) {
        if (shape instanceof SingleShape<?> single) {
            return single.expected();
        }
        if (shape instanceof MappedShape<?, ?> mapped) {
            return of(mapped.shape());
        }
        if (shape instanceof WrittenShape<?> written) {
            return of(written.shape());
        }
        if (shape instanceof ListShape<?> list) {
            String least = list.least() == 0 ? "" : " of at least " + list.least();
            return "a list" + least + " such as " + shape.examples().get(0);
        }
        if (shape instanceof MapShape<?>) {
            return "a mapping by name such as " + shape.examples().get(0);
        }
        return withArticle(shape.name()) + " such as " + shape.examples().get(0);
    }

    static String capital(String text) {
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }

    static String withArticle(String name) {
        if (name.endsWith("s") && !name.endsWith("ss")) {
            return name;
        }
        return ("aeiouAEIO".indexOf(name.charAt(0)) >= 0 || name.startsWith("HTTP") ? "an " : "a ") + name;
    }
}
