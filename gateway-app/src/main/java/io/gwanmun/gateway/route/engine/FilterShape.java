package io.gwanmun.gateway.route.engine;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import io.gwanmun.gateway.api.Mistake;
import io.gwanmun.gateway.api.Mistakes;
import io.gwanmun.gateway.api.Outline;
import io.gwanmun.gateway.api.Shape;
import io.gwanmun.gateway.api.Shapes;
import io.gwanmun.gateway.api.Source;
import io.gwanmun.gateway.api.Where;
import io.gwanmun.gateway.route.engine.FiltersPolicy.Use;

/**
 * A filter, looked at argument by argument before another shape reads it as a whole.
 *
 * @param shape reads
 */
record FilterShape(Shape<Use> shape) implements Shape<Use> {

    @Override
    public String name() {
        return shape.name();
    }

    @Override
    public String sentence() {
        return shape.sentence();
    }

    @Override
    public List<String> examples() {
        return shape.examples();
    }

    @Override
    public Outline outline() {
        return shape.outline();
    }

    @Override
    public @Nullable Use read(Source source, Where where, Mistakes mistakes) {
        int before = mistakes.size();
        if (source instanceof Source.Scalar scalar && !scalar.isSecret()) {
            shorthand(scalar, where, mistakes);
        } else if (source instanceof Source.Mapping mapping
                && mapping.find("name") != null
                && mapping.byKey().get("name") instanceof Source.Scalar name) {
            named(mapping, name, where, mistakes);
        }
        return mistakes.size() > before ? null : shape.read(source, where, mistakes);
    }

    private static void shorthand(Source.Scalar scalar, Where where, Mistakes mistakes) {
        int equals = scalar.text().indexOf('=');
        AllowedFilter filter = find(equals < 0 ? scalar.text() : scalar.text().substring(0, equals));
        if (filter == null) {
            return;
        }
        String[] values =
                equals < 0 ? new String[0] : scalar.text().substring(equals + 1).split(",");
        StringBuilder args = new StringBuilder();
        for (int i = 0;
                i < filter.known().size()
                        && (i < values.length || i < filter.required().size());
                i++) {
            String value =
                    i < values.length && values[i].strip().matches("[A-Za-z0-9._/-]{1,40}") ? values[i].strip() : "…";
            args.append(i == 0 ? "" : ", ")
                    .append(filter.known().get(i))
                    .append(": ")
                    .append(value);
        }
        String arguments = args.isEmpty() ? "" : ", args: {" + args + "}";
        mistakes.add(
                scalar,
                where,
                scalar.described(),
                "a filter with its arguments by name",
                "Write {name: " + filter.title() + arguments + "}.");
    }

    private static void named(Source.Mapping mapping, Source.Scalar name, Where where, Mistakes mistakes) {
        if (name.text().equals("RewritePath")) {
            String hint = "Use to.path with the parameters of the route's path.";
            mistakes.add(name, where.key("name"), name.described(), "a filter of the allow-list", hint);
            return;
        }
        AllowedFilter filter = find(name.text());
        if (filter == null) {
            return;
        }
        boolean outside = false;
        for (Source.Entry entry : mapping.entries()) {
            if (!entry.key().equals("name") && filter.known().contains(entry.key())) {
                outside = true;
                mistakes.add(new Mistake(
                        entry.keyPlace(),
                        where.toString(),
                        "unknown key \"" + entry.key() + '"',
                        "one of: name, args",
                        "\"" + entry.key() + "\" belongs under \"args\"."));
            }
        }
        Source.Entry args = mapping.find("args");
        if (args == null && !outside && !filter.required().isEmpty()) {
            mistakes.add(mapping, where, "no \"args\"", "args with " + listed(filter.required()), null);
        } else if (args != null && args.value() instanceof Source.Mapping arguments) {
            arguments(filter, arguments, outside, where.key("args"), mistakes);
        }
    }

    private static void arguments(
            AllowedFilter filter, Source.Mapping arguments, boolean outside, Where where, Mistakes mistakes) {
        Set<String> meant = new HashSet<>();
        String known = filter.known().isEmpty() ? "no arguments" : "one of: " + String.join(", ", filter.known());
        for (Source.Entry entry : arguments.entries()) {
            if (filter.known().contains(entry.key())) {
                meant.add(entry.key());
                value(filter, entry, where.key(entry.key()), mistakes);
                continue;
            }
            String nearest = meant(entry.key(), filter, arguments);
            meant.add(String.valueOf(nearest));
            mistakes.add(new Mistake(
                    entry.keyPlace(),
                    where.toString(),
                    "unknown argument \"" + entry.key() + "\" of " + filter.title(),
                    known,
                    nearest == null ? null : "Did you mean \"" + nearest + "\"?"));
        }
        List<String> missing =
                filter.required().stream().filter(one -> !meant.contains(one)).toList();
        if (!missing.isEmpty() && !outside) {
            String expected = "also " + listed(missing) + ", as " + filter.title() + " needs";
            mistakes.add(arguments, where, "arguments without " + listed(missing), expected, null);
        }
    }

    /** Returns the argument that stands near an unknown one or that it begins; null when none does. */
    private static @Nullable String meant(String unknown, AllowedFilter filter, Source.Mapping arguments) {
        List<String> open = filter.known().stream()
                .filter(one -> arguments.find(one) == null)
                .toList();
        String nearest = Shapes.nearest(unknown, open);
        return nearest != null
                ? nearest
                : open.stream()
                        .filter(one -> unknown.length() > 1 && one.startsWith(unknown))
                        .findFirst()
                        .orElse(null);
    }

    private static void value(AllowedFilter filter, Source.Entry entry, Where where, Mistakes mistakes) {
        if (entry.value() instanceof Source.Scalar scalar
                && scalar.kind() != Source.Kind.EMPTY
                && scalar.trouble() == null) {
            String expected = ArgumentRule.broken(filter, entry.key(), scalar.text());
            if (expected != null) {
                mistakes.add(scalar, where, scalar.described(), expected, null);
            }
        }
    }

    private static String listed(List<String> names) {
        return names.stream().map(name -> '"' + name + '"').collect(Collectors.joining(" and "));
    }

    private static @Nullable AllowedFilter find(String title) {
        return Arrays.stream(AllowedFilter.values())
                .filter(filter -> filter.title().equals(title))
                .findFirst()
                .orElse(null);
    }
}
