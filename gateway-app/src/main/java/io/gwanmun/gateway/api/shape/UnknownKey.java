package io.gwanmun.gateway.api.shape;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.gwanmun.gateway.api.Fields.Field;
import io.gwanmun.gateway.api.Mistake;
import io.gwanmun.gateway.api.Outline;
import io.gwanmun.gateway.api.Shape;
import io.gwanmun.gateway.api.Source;
import io.gwanmun.gateway.api.Where;

/**
 * Says what was most likely meant by a key that is not known: one that belongs elsewhere, one that is misspelt, or one that
 * is not indented.
 */
final class UnknownKey {

    private static final int DEPTH = 6;
    private static final int SHOWN = 60;

    private UnknownKey() {}

    /**
     * Returns the mistake.
     *
     * @param entry the key
     * @param before the entry in front of it, or null
     * @param where the way to the mapping
     * @param fields the known keys
     * @param meant takes the known key that was most likely meant, so that nobody complains that it is missing
     */
    static Mistake mistake(
            Source.Entry entry,
            Source.@Nullable Entry before,
            Where where,
            Map<String, Field<?>> fields,
            Set<String> meant) {
        String hint = hint(entry.key(), before, where, fields, meant);
        String expected = fields.isEmpty() ? "no keys here" : "one of: " + Nearest.listed(fields.keySet());
        return new Mistake(entry.keyPlace(), where.toString(), "unknown key " + shown(entry.key()), expected, hint);
    }

    private static @Nullable String hint(
            String key, Source.@Nullable Entry before, Where where, Map<String, Field<?>> fields, Set<String> meant) {
        if (before != null && fields.containsKey(before.key()) && isEmpty(before.value())) {
            return "Indent it if it belongs to \"" + before.key() + "\" above.";
        }
        String slip = Slips.inKey(key);
        if (slip != null) {
            return slip;
        }
        String nearest = Nearest.to(key, fields.keySet());
        String beside = below(key, fields, meant, 1);
        if (beside != null && nearest == null) {
            return beside;
        }
        String above = above(key, where);
        if (above != null) {
            return above;
        }
        String below = below(key, fields, meant, DEPTH);
        if (below != null) {
            return below;
        }
        if (nearest != null) {
            meant.add(nearest);
            return "Did you mean \"" + nearest + "\"?";
        }
        return null;
    }

    private static String shown(String key) {
        return '"' + (key.length() <= SHOWN ? key : key.substring(0, SHOWN - 1) + "…") + '"';
    }

    static boolean isEmpty(Source value) {
        return value instanceof Source.Scalar scalar && scalar.kind() == Source.Kind.EMPTY;
    }

    private static @Nullable String above(String key, Where where) {
        for (Where at = where; at != at.parent(); at = at.parent()) {
            if (at.siblings().contains(key)) {
                return "\"" + key + "\" belongs further up, beside \"" + at.name() + "\".";
            }
        }
        return null;
    }

    private static @Nullable String below(String key, Map<String, Field<?>> fields, Set<String> meant, int depth) {
        Deque<Step> open = new ArrayDeque<>();
        fields.values().forEach(field -> open.add(new Step(field.key(), field.key(), field.shape(), 1)));
        while (!open.isEmpty()) {
            Step step = open.removeFirst();
            if (step.shape().outline() instanceof Outline.Keys keys
                    && keys.fields().stream().anyMatch(field -> field.key().equals(key))) {
                meant.add(step.first());
                return "\"" + key + "\" belongs under \"" + step.path() + "\".";
            }
            if (step.depth() < depth) {
                step.next(open);
            }
        }
        return null;
    }

    /** A shape on the way down. */
    private record Step(String first, String path, Shape<?> shape, int depth) {

        void next(Deque<Step> open) {
            Outline outline = shape.outline();
            if (outline instanceof Outline.Keys keys) {
                keys.fields()
                        .forEach(
                                field -> open.add(new Step(first, path + "." + field.key(), field.shape(), depth + 1)));
            } else if (outline instanceof Outline.Named named) {
                open.add(new Step(first, path + ".<name>", named.value(), depth + 1));
            } else if (outline instanceof Outline.Items items) {
                open.add(new Step(first, path + "[]", items.item(), depth + 1));
            } else if (outline instanceof Outline.Choice choice) {
                choice.choices().forEach(one -> open.add(new Step(first, path, one, depth + 1)));
            }
        }
    }
}
