package io.gwanmun.gateway.route;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import io.gwanmun.gateway.api.Fields.Field;
import io.gwanmun.gateway.api.Shape;
import io.gwanmun.gateway.api.Shapes;
import io.gwanmun.gateway.api.Values;
import io.gwanmun.gateway.route.match.Condition;
import io.gwanmun.gateway.route.match.HostPattern;
import io.gwanmun.gateway.route.match.PathTemplate;
import io.gwanmun.gateway.route.match.RoutePattern;
import io.gwanmun.gateway.route.match.ValueTest;

/** How {@code match} is written. */
final class MatchShape {

    /** The path of a route that does not say one: everything below its API. */
    static final String EVERYTHING = "/{rest...}";

    static final Shape<PathTemplate> TEMPLATE = Shapes.parsed(
            "path template",
            "A path below the API's. {name} stands for one segment, {name...} at the end for the rest; / is the API's own path.",
            "/{id}/details",
            PathTemplate::parse);

    private static final Shape<HostPattern> HOST = Shapes.parsed(
            "host",
            "A host name without a port, or *. and a name for every host below it.",
            "api.example.com",
            HostPattern::parse);

    private static final Shape<ValueTest> TEST = Shapes.oneOf(
            "value test",
            "A value that one of the request's values must be, or a mapping that says more.",
            List.of(Shapes.TEXT.map(ValueTest::exact), detailed()));

    static final Shape<RoutePattern> MATCH =
            Shapes.object("match", "Which requests the route serves; everything said must hold.", fields -> {
                Keys keys = new Keys(
                        fields.optional(
                                "path", TEMPLATE, "The path, below the API's path; everything there when left out."),
                        fields.optional(
                                "methods",
                                Shapes.set(Shapes.METHOD),
                                "The methods; all when left out. GET serves HEAD too."),
                        fields.optional("hosts", Shapes.set(HOST), "The hosts; the API's when left out."),
                        fields.optional(
                                "priority",
                                Shapes.integer(-1000, 1000),
                                0,
                                "Decides between routes that fit equally well: the higher number first."),
                        fields.optional(
                                "weight",
                                Shapes.integer(1, 1_000_000),
                                "The share of the requests among routes whose match is the same otherwise."));
                Conditions conditions = new Conditions(
                        fields.optional(
                                "headers", Shapes.map(Shapes.HEADER, TEST), Map.of(), "Headers and what they must be."),
                        fields.optional(
                                "query",
                                Shapes.map(Shapes.TEXT, TEST),
                                Map.of(),
                                "Query parameters and what they must be."),
                        fields.optional(
                                "cookies", Shapes.map(Shapes.TEXT, TEST), Map.of(), "Cookies and what they must be."),
                        fields.optional("after", Shapes.INSTANT, "Served from this moment on."),
                        fields.optional("before", Shapes.INSTANT, "Served until this moment."));
                return values -> keys.pattern(values, conditions.read(values));
            });

    private MatchShape() {}

    private static Shape<ValueTest> detailed() {
        return Shapes.object("detailed value test", "Exactly one of these keys.", fields -> {
            fields.exactlyOne();
            Field<Set<String>> any = fields.optional("any", Shapes.set(Shapes.TEXT), "The value is one of these.");
            Field<Boolean> present = fields.optional("present", Shapes.BOOL, "Whether there must be a value at all.");
            Field<String> prefix = fields.optional("prefix", Shapes.TEXT, "The value begins with this.");
            Field<com.google.re2j.Pattern> pattern =
                    fields.optional("pattern", Shapes.REGEX, "The whole value fits this regular expression.");
            return values -> exactlyOne(
                    test(values, present, MatchShape::presence),
                    test(values, any, ValueTest::anyOf),
                    test(values, prefix, ValueTest::prefix),
                    test(values, pattern, regex -> ValueTest.pattern(regex.pattern())));
        });
    }

    private static ValueTest presence(boolean present) {
        return present ? ValueTest.present() : ValueTest.absent();
    }

    private static <T> @Nullable ValueTest test(Values values, Field<T> field, Function<T, ValueTest> made) {
        T value = values.find(field);
        return value == null ? null : made.apply(value);
    }

    private static ValueTest exactlyOne(@Nullable ValueTest... tests) {
        ValueTest only = null;
        for (ValueTest test : tests) {
            if (test != null && only != null) {
                throw new IllegalArgumentException(
                        "value test: two keys (expected: exactly one of present, any, prefix, pattern)");
            }
            only = test == null ? only : test;
        }
        if (only == null) {
            throw new IllegalArgumentException(
                    "value test: no key (expected: exactly one of present, any, prefix, pattern)");
        }
        return only;
    }

    /** The keys that choose a place in the index. */
    private record Keys(
            Field<PathTemplate> path,
            Field<Set<String>> methods,
            Field<Set<HostPattern>> hosts,
            Field<Integer> priority,
            Field<Integer> weight) {

        private RoutePattern pattern(Values values, List<Condition> conditions) {
            PathTemplate template = values.find(path);
            Set<String> served = values.find(methods);
            Set<HostPattern> on = values.find(hosts);
            Integer share = values.find(weight);
            return new RoutePattern(
                    on == null ? Set.of() : on,
                    template == null ? PathTemplate.parse(EVERYTHING) : template,
                    served == null ? Set.of() : new LinkedHashSet<>(served),
                    conditions,
                    share == null ? OptionalInt.empty() : OptionalInt.of(share),
                    values.get(priority));
        }
    }

    /** The keys that are asked of a request one by one. */
    private record Conditions(
            Field<Map<String, ValueTest>> headers,
            Field<Map<String, ValueTest>> query,
            Field<Map<String, ValueTest>> cookies,
            Field<Instant> after,
            Field<Instant> before) {

        private List<Condition> read(Values values) {
            List<Condition> all = new ArrayList<>();
            add(all, values.get(headers), Condition::header);
            add(all, values.get(query), Condition::query);
            add(all, values.get(cookies), Condition::cookie);
            Instant from = values.find(after);
            Instant until = values.find(before);
            if (from != null && until != null) {
                all.add(Condition.between(from, until));
            } else if (from != null) {
                all.add(Condition.after(from));
            } else if (until != null) {
                all.add(Condition.before(until));
            }
            return all;
        }

        private static void add(
                List<Condition> all, Map<String, ValueTest> tests, BiFunction<String, ValueTest, Condition> made) {
            tests.forEach((name, test) -> all.add(made.apply(name, test)));
        }
    }
}
