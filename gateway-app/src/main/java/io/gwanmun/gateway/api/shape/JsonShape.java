package io.gwanmun.gateway.api.shape;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import io.gwanmun.gateway.api.Mistake;
import io.gwanmun.gateway.api.Mistakes;
import io.gwanmun.gateway.api.Outline;
import io.gwanmun.gateway.api.Shape;
import io.gwanmun.gateway.api.Source;
import io.gwanmun.gateway.api.Where;

/**
 * Anything that can be written, read into the JSON text of it. Without quotes {@code true}, {@code false}, {@code null} and
 * numbers as JSON has them are what they look like, as in the core schema of YAML 1.2; everything else is text.
 */
public record JsonShape() implements Shape<String> {

    private static final Pattern NUMBER =
            Pattern.compile("-?(0|[1-9][0-9]{0,30})(\\.[0-9]{1,30})?([eE][-+]?[0-9]{1,3})?");
    private static final JsonMapper JSON = new JsonMapper();

    @Override
    public String name() {
        return "JSON";
    }

    @Override
    public String sentence() {
        return "Any value, written as YAML, sent as JSON.";
    }

    @Override
    public List<String> examples() {
        return List.of("{status: up}");
    }

    @Override
    public Outline outline() {
        return new Outline.Any();
    }

    @Override
    public @Nullable String read(Source source, Where where, Mistakes mistakes) {
        int before = mistakes.size();
        Object tree = tree(source, where, mistakes);
        return mistakes.size() > before ? null : JSON.writeValueAsString(tree);
    }

    private static @Nullable Object tree(Source source, Where where, Mistakes mistakes) {
        if (source instanceof Source.Mapping mapping) {
            Map<String, @Nullable Object> tree = new LinkedHashMap<>();
            for (Source.Entry entry : mapping.entries()) {
                tree.put(entry.key(), tree(entry.value(), where.key(entry.key()), mistakes));
            }
            return tree;
        }
        if (source instanceof Source.Sequence sequence) {
            List<@Nullable Object> tree = new ArrayList<>();
            for (int i = 0; i < sequence.items().size(); i++) {
                tree.add(tree(sequence.items().get(i), where.item(i), mistakes));
            }
            return tree;
        }
        Source.Scalar scalar = (Source.Scalar) source;
        Mistake trouble = scalar.trouble();
        if (trouble != null) {
            mistakes.add(trouble.at(where));
        }
        return value(scalar);
    }

    private static @Nullable Object value(Source.Scalar scalar) {
        String text = scalar.text();
        if (scalar.kind() == Source.Kind.EMPTY) {
            return null;
        }
        if (scalar.kind() == Source.Kind.QUOTED || scalar.isSecret()) {
            return text;
        }
        if (text.equals("true") || text.equals("false")) {
            return Boolean.valueOf(text);
        }
        return NUMBER.matcher(text).matches() ? new BigDecimal(text) : text;
    }
}
