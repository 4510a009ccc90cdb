package io.gwanmun.gateway.api;

import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import io.gwanmun.gateway.api.Fields.Field;
import io.gwanmun.gateway.api.PolicyShape.Level;
import io.gwanmun.gateway.api.shape.MapShape;
import io.gwanmun.gateway.api.shape.ObjectShape;

/**
 * The shape of a whole file, put together from a {@link Grammar}. APIs, routes and named objects are read as far as they go:
 * one with a mistake does not hide the mistakes of its neighbours.
 */
final class WrittenForm {

    private static final String VERSION = "gateway/v1";

    private final Shape<Contents> shape;

    WrittenForm(Grammar grammar) {
        Shape<RouteSource> route =
                new ObjectShape<>("route", "A route of an API.", true, fields -> route(fields, grammar));
        Shape<ApiSource> api =
                new ObjectShape<>("API", "Routes that belong together.", true, fields -> api(fields, grammar, route));
        shape = new ObjectShape<>("file", "A file of the written form.", true, fields -> file(fields, grammar, api));
    }

    Shape<Contents> shape() {
        return shape;
    }

    private static Function<Values, Contents> file(Fields fields, Grammar grammar, Shape<ApiSource> api) {
        fields.required(
                Merge.VERSION,
                Shapes.words("version", "The version of the written form.", VERSION),
                "The version of the written form; stands in each file.");
        Field<Map<String, ApiSource>> apis =
                fields.optional(Merge.APIS, new MapShape<>(Shapes.NAME, api, true), Map.of(), "The APIs by name.");
        Map<Noun<?>, Field<? extends Map<String, ?>>> nouns = new IdentityHashMap<>();
        grammar.nouns().forEach(noun -> nouns.put(noun, noun(fields, noun)));
        return values -> {
            Map<Noun<?>, Map<String, Written<?>>> read = new IdentityHashMap<>();
            nouns.forEach((noun, field) -> read.put(noun, objects(values, field)));
            return new Contents(read, values.get(apis));
        };
    }

    private static <T> Field<Map<String, Written<T>>> noun(Fields fields, Noun<T> noun) {
        Shape<Written<T>> one = Shapes.written(noun.shape());
        Shape<Map<String, Written<T>>> all =
                noun.isSingle() ? one.map(only -> Map.of(noun.key(), only)) : new MapShape<>(Shapes.NAME, one, true);
        return fields.optional(noun.key(), all, noun.sentence());
    }

    @SuppressWarnings("unchecked") // the field of a noun holds written values by name
    private static Map<String, Written<?>> objects(Values values, Field<? extends Map<String, ?>> field) {
        Map<String, ?> found = values.find(field);
        return found == null ? Map.of() : (Map<String, Written<?>>) found;
    }

    private static Function<Values, ApiSource> api(Fields fields, Grammar grammar, Shape<RouteSource> route) {
        Field<String> path =
                fields.optional("path", Shapes.PATH, "/", "The path that the paths of all its routes begin with.");
        Field<List<String>> hosts = fields.optional(
                "hosts", Shapes.someOf(Shapes.HOST), "The hosts it answers on; without them it answers on every host.");
        Field<Boolean> keepPath =
                fields.optional("keepPath", Shapes.BOOL, false, "Whether services see the path of the API.");
        Field<String> description = description(fields);
        List<Field<?>> policies = policies(fields, grammar, Level.API);
        Field<Map<String, RouteSource>> routes = fields.optional(
                Merge.ROUTES, new MapShape<>(Shapes.NAME, route, true), Map.of(), "The routes by name.");
        return values -> new ApiSource(
                values.where().name(),
                new ApiSource.Head(
                        values.get(path), orNone(values.find(hosts)), values.get(keepPath), values.get(description)),
                policies(values, policies, grammar.on(Level.API)),
                values.get(routes),
                values.source(),
                values.where());
    }

    private static List<String> orNone(@Nullable List<String> list) {
        return list == null ? List.of() : list;
    }

    private static Function<Values, RouteSource> route(Fields fields, Grammar grammar) {
        List<PolicyShape<?>> known = grammar.on(Level.ROUTE);
        List<Field<?>> policies = policies(fields, grammar, Level.ROUTE);
        Field<String> description = description(fields);
        return values -> new RouteSource(
                values.where().name(),
                values.get(description),
                policies(values, policies, known),
                values.source(),
                values.where());
    }

    private static Field<String> description(Fields fields) {
        return fields.optional("description", Shapes.TEXT, "", "What it is for, in words for people.");
    }

    private static List<Field<?>> policies(Fields fields, Grammar grammar, Level level) {
        grammar.on(level).stream()
                .sorted(Comparator.comparing(PolicyShape::phase))
                .forEach(policy -> declare(fields, policy));
        return fields.all();
    }

    private static <T> void declare(Fields fields, PolicyShape<T> policy) {
        if (policy.isRequired()) {
            fields.required(policy.key(), policy.shape(), policy.sentence());
        } else {
            fields.optional(policy.key(), policy.shape(), policy.sentence());
        }
    }

    private static Policies policies(Values values, List<Field<?>> fields, List<PolicyShape<?>> policies) {
        Map<PolicyShape<?>, Written<?>> read = new IdentityHashMap<>();
        for (PolicyShape<?> policy : policies) {
            for (Field<?> field : fields) {
                Written<?> written = field.key().equals(policy.key()) ? values.written(field) : null;
                if (written != null) {
                    read.put(policy, written);
                }
            }
        }
        return new Policies(read);
    }

    /** What a directory holds. */
    record Contents(Map<Noun<?>, Map<String, Written<?>>> nouns, Map<String, ApiSource> apis) {}
}
