package io.gwanmun.gateway.api.page;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import io.gwanmun.gateway.api.Fields.Field;
import io.gwanmun.gateway.api.Outline;
import io.gwanmun.gateway.api.Shape;

/** Explains a shape in Markdown: a section for each mapping of known keys, a line for each key. */
public final class ReferencePage {

    private final StringBuilder page = new StringBuilder();
    private final Deque<Section> open = new ArrayDeque<>();
    private final Map<Outline.Keys, String> paths = new LinkedHashMap<>();

    private ReferencePage() {}

    /** Returns the page. */
    public static String of(Shape<?> shape) {
        ReferencePage reference = new ReferencePage();
        reference.page.append("# Written form: every key\n\n");
        reference.page.append(
                "Generated from the code. A path shows names of your choice as `<name>` and lists as `[]`.\n");
        reference.descend("", shape);
        while (!reference.open.isEmpty()) {
            reference.write(reference.open.removeFirst());
        }
        return reference.page.toString();
    }

    private void write(Section section) {
        page.append("\n## ")
                .append(section.path().isEmpty() ? "A file" : "`" + section.path() + "`" + qualifier(section));
        page.append("\n\n").append(section.shape().sentence()).append("\n\n");
        page.append("| Key | Type | Default | Meaning | Example |\n| --- | --- | --- | --- | --- |\n");
        for (Field<?> field : section.keys().fields()) {
            String path = section.path().isEmpty() ? field.key() : section.path() + "." + field.key();
            String deeper = descend(path, field.shape());
            page.append("| `").append(field.key()).append("` | ").append(cell(type(field.shape())));
            page.append(" | ").append(byDefault(field)).append(" | ").append(cell(field.sentence()));
            page.append(deeper == null ? "" : " See `" + deeper + "`.");
            page.append(" | ").append(example(field)).append(" |\n");
        }
    }

    /** Returns what tells a section from another about the same path. */
    private String qualifier(Section section) {
        return Collections.frequency(paths.values(), section.path()) > 1
                ? ": " + section.shape().name()
                : "";
    }

    private static String byDefault(Field<?> field) {
        String shown = field.defaultShown();
        if (field.required()) {
            return "required";
        }
        return shown == null || shown.isEmpty() || shown.equals("\"\"") ? "–" : "`" + cell(shown) + "`";
    }

    private static String example(Field<?> field) {
        return "`" + cell(field.key() + ": " + field.shape().examples().get(0)) + "`";
    }

    /** Opens sections for what is below a value; answers where it is explained if that is elsewhere. */
    private @Nullable String descend(String path, Shape<?> shape) {
        Outline outline = shape.outline();
        if (outline instanceof Outline.Keys keys) {
            String known = paths.putIfAbsent(keys, path);
            if (known == null) {
                open.add(new Section(path, shape, keys));
            }
            return known;
        }
        if (outline instanceof Outline.Items items) {
            return descend(path + "[]", items.item());
        }
        if (outline instanceof Outline.Named named) {
            return descend(path + ".<name>", named.value());
        }
        String elsewhere = null;
        if (outline instanceof Outline.Choice choice) {
            for (Shape<?> one : choice.choices()) {
                String known = descend(path, one);
                elsewhere = known == null || known.equals(path) ? elsewhere : known;
            }
        }
        return elsewhere;
    }

    private static String type(Shape<?> shape) {
        Outline outline = shape.outline();
        if (outline instanceof Outline.Single single) {
            String range = single.least() == null ? "" : ", " + single.least() + " to " + single.most();
            return single.words().isEmpty() ? shape.name() + range : words(single);
        }
        if (outline instanceof Outline.Items items) {
            return (items.unique() ? "set of " : "list of ") + type(items.item());
        }
        if (outline instanceof Outline.Named named) {
            return "mapping by " + named.name().name() + " of " + type(named.value());
        }
        if (outline instanceof Outline.Choice choice) {
            return choice.choices().stream().map(ReferencePage::type).distinct().collect(Collectors.joining(" or "));
        }
        return shape.name();
    }

    private static String words(Outline.Single single) {
        return single.words().stream().map(word -> "`" + word + "`").collect(Collectors.joining(", "));
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replace("\n", " ");
    }

    /** A mapping that is still to be explained. */
    private record Section(String path, Shape<?> shape, Outline.Keys keys) {}
}
