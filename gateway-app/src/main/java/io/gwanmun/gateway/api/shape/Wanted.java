package io.gwanmun.gateway.api.shape;

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
        return withArticle(shape.name()) + " such as " + shape.examples().get(0);
    }

    static String withArticle(String name) {
        return ("aeiou".indexOf(name.charAt(0)) >= 0 ? "an " : "a ") + name;
    }
}
