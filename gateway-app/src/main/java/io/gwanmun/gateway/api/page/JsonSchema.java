package io.gwanmun.gateway.api.page;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.gwanmun.gateway.api.Fields.Field;
import io.gwanmun.gateway.api.Outline;
import io.gwanmun.gateway.api.Shape;

/**
 * Describes a shape as JSON Schema, 2020-12. Mappings of known keys become definitions, so that one that stands in several
 * places is described once. A value that is not free text may also be a reference to a secret.
 *
 * @see <a href="https://json-schema.org/draft/2020-12/json-schema-core">JSON Schema Core</a>
 */
public final class JsonSchema {

    private static final String REFERENCE = "secret-reference";

    private final Map<String, Object> definitions = new LinkedHashMap<>();
    private final Map<Outline.Keys, String> names = new LinkedHashMap<>();

    private JsonSchema() {}

    /** Returns the schema of a shape as a tree of maps, lists, texts, numbers and booleans. */
    public static Map<String, Object> of(Shape<?> shape) {
        JsonSchema schema = new JsonSchema();
        schema.definitions.put(
                REFERENCE,
                tree("type", "string", "pattern", "\\$\\{(env|file):", "description", "A reference to a secret."));
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        root.put("title", "Gwanmun, gateway/v1");
        root.putAll(schema.describe(shape));
        root.put("$defs", schema.definitions);
        return root;
    }

    private Map<String, Object> describe(Shape<?> shape) {
        Outline outline = shape.outline();
        if (outline instanceof Outline.Single single) {
            return single(shape, single);
        }
        if (outline instanceof Outline.Items items) {
            return items(items);
        }
        if (outline instanceof Outline.Named named) {
            Map<String, Object> tree = tree("type", "object", "additionalProperties", describe(named.value()));
            if (named.name().outline() instanceof Outline.Single name && name.pattern() != null) {
                tree.put("propertyNames", tree("pattern", whole(name.pattern())));
            }
            return tree;
        }
        if (outline instanceof Outline.Any) {
            return tree("description", shape.sentence());
        }
        if (outline instanceof Outline.Choice choice) {
            List<Object> choices = new ArrayList<>();
            choice.choices().forEach(one -> choices.add(describe(one)));
            return tree("anyOf", choices);
        }
        return keys(shape, (Outline.Keys) outline);
    }

    private static Map<String, Object> single(Shape<?> shape, Outline.Single single) {
        Map<String, Object> tree = tree("type", single.type(), "examples", examples(shape, single));
        if (!single.words().isEmpty()) {
            tree.put("enum", single.words());
            tree.remove("examples");
        }
        if (single.pattern() != null) {
            tree.put("pattern", whole(single.pattern()));
        }
        if (single.least() != null) {
            tree.put("minimum", single.least());
        }
        if (single.most() != null) {
            tree.put("maximum", single.most());
        }
        boolean free = single.type().equals("string") && single.words().isEmpty() && single.pattern() == null;
        return free ? tree : tree("anyOf", List.of(tree, reference(REFERENCE)));
    }

    private static List<Object> examples(Shape<?> shape, Outline.Single single) {
        List<Object> examples = new ArrayList<>();
        for (String example : shape.examples()) {
            examples.add(
                    switch (single.type()) {
                        case "integer" -> Long.valueOf(example);
                        case "boolean" -> Boolean.valueOf(example);
                        default -> example.startsWith("\"") ? example.substring(1, example.length() - 1) : example;
                    });
        }
        return examples;
    }

    private Map<String, Object> items(Outline.Items items) {
        Map<String, Object> tree = tree("type", "array", "items", describe(items.item()));
        if (items.least() > 0) {
            tree.put("minItems", (long) items.least());
        }
        if (items.unique()) {
            tree.put("uniqueItems", true);
        }
        return tree;
    }

    private Map<String, Object> keys(Shape<?> shape, Outline.Keys keys) {
        String known = names.get(keys);
        if (known != null) {
            return reference(known);
        }
        String name = free(shape.name().replace(' ', '-'));
        names.put(keys, name);
        definitions.put(name, Map.of());
        Map<String, Object> properties = new LinkedHashMap<>();
        List<String> required = new ArrayList<>();
        for (Field<?> field : keys.fields()) {
            properties.put(field.key(), property(field));
            if (field.required()) {
                required.add(field.key());
            }
        }
        Map<String, Object> tree = tree("type", "object", "description", shape.sentence(), "properties", properties);
        if (!required.isEmpty()) {
            tree.put("required", required);
        }
        tree.put("additionalProperties", false);
        definitions.put(name, tree);
        return reference(name);
    }

    private Map<String, Object> property(Field<?> field) {
        String byDefault = field.defaultShown();
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("description", field.sentence() + (byDefault == null ? "" : " Default: " + byDefault));
        tree.putAll(describe(field.shape()));
        return tree;
    }

    private String free(String name) {
        String free = name;
        for (int i = 2; definitions.containsKey(free); i++) {
            free = name + "-" + i;
        }
        return free;
    }

    private static Map<String, Object> reference(String name) {
        return tree("$ref", "#/$defs/" + name);
    }

    private static String whole(String pattern) {
        return "^(?:" + pattern + ")$";
    }

    private static Map<String, Object> tree(Object... keysAndValues) {
        Map<String, Object> tree = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            tree.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return tree;
    }
}
