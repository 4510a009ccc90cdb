package io.gwanmun.gateway.route.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import io.gwanmun.gateway.api.ApiSource;
import io.gwanmun.gateway.api.Mistakes;
import io.gwanmun.gateway.api.PolicyShape;
import io.gwanmun.gateway.api.RouteSource;
import io.gwanmun.gateway.api.Shape;
import io.gwanmun.gateway.api.Shapes;
import io.gwanmun.gateway.api.Source;
import io.gwanmun.gateway.api.Where;
import io.gwanmun.gateway.api.Written;
import io.gwanmun.gateway.pipeline.Phase;
import io.gwanmun.gateway.route.PolicyReader;
import io.gwanmun.gateway.route.RoutePolicies;
import io.gwanmun.gateway.route.RoutePolicy;
import io.gwanmun.gateway.route.engine.FiltersPolicy.Use;

/** Reads the engine's filters; those of the API run before those of the route. */
public final class FiltersReader implements PolicyReader {

    private static final Pattern PARAMETER = Pattern.compile("\\{([^{}]*)\\}");

    private static final Shape<Map<String, String>> ARGUMENTS = Shapes.map(Shapes.TEXT, Shapes.TEXT);

    private static final Shape<Use> ALLOWED =
            Shapes.object("engine filter", "A filter of Spring Cloud Gateway with its arguments.", fields -> {
                var name = fields.required(
                        "name",
                        Shapes.words("filter name", "A filter of the allow-list.", AllowedFilter.titles()),
                        "Which filter.");
                var args = fields.optional("args", ARGUMENTS, Map.of(), "The filter's arguments, by name.");
                return values -> new Use(
                        values.get(name),
                        values.get(args),
                        FilterArguments.bind(AllowedFilter.of(values.get(name)), values.get(args)));
            });

    private static final Shape<Use> BEAN =
            Shapes.object("filter bean", "A filter bean of a plug-in with its arguments.", fields -> {
                var bean = fields.required(
                        "bean",
                        Shapes.TEXT,
                        "The name of a GatewayFilter bean, or of a GatewayFilterFactory without its suffix.");
                var args = fields.optional("args", ARGUMENTS, Map.of(), "The factory's arguments, by name.");
                return values -> new Use(values.get(bean), values.get(args), null);
            });

    private static final PolicyShape<List<Use>> FILTERS = PolicyShape.onBoth(
            "filters",
            Phase.MAP_REQUEST,
            Shapes.list(new FilterShape(
                    Shapes.oneOf("filter", "A filter by name, or a filter bean.", List.of(ALLOWED, BEAN)))),
            "Filters of Spring Cloud Gateway that change request and response, in this order.");

    @Override
    public List<PolicyShape<?>> shapes() {
        return List.of(FILTERS);
    }

    @Override
    public Phase phase() {
        return Phase.MAP_REQUEST;
    }

    @Override
    public @Nullable RoutePolicy read(ApiSource api, RouteSource route) {
        List<Use> uses = new ArrayList<>();
        addAll(uses, api.policies().find(FILTERS));
        addAll(uses, route.find(FILTERS));
        return uses.isEmpty() ? null : new FiltersPolicy(uses);
    }

    @Override
    public void check(RoutePolicies route, Mistakes mistakes) {
        check(route.api().policies().written(FILTERS), route, mistakes);
        check(route.source().policies().written(FILTERS), route, mistakes);
    }

    private static void check(@Nullable Written<List<Use>> written, RoutePolicies route, Mistakes mistakes) {
        if (written == null || !(written.source() instanceof Source.Sequence sequence)) {
            return;
        }
        for (int i = 0; i < written.value().size(); i++) {
            Use use = written.value().get(i);
            if (use.filter() != null
                    && sequence.items().get(i) instanceof Source.Mapping mapping
                    && mapping.byKey().get("args") instanceof Source.Mapping arguments) {
                Where where = written.where().item(i).key("args");
                arguments.entries().stream()
                        .filter(entry -> ArgumentRule.holdsParameters(use.name(), entry.key()))
                        .forEach(entry -> checkParameters(entry, route, where.key(entry.key()), mistakes));
            }
        }
    }

    private static void checkParameters(Source.Entry entry, RoutePolicies route, Where where, Mistakes mistakes) {
        if (!(entry.value() instanceof Source.Scalar scalar)) {
            return;
        }
        Matcher parameter = PARAMETER.matcher(scalar.text());
        while (parameter.find()) {
            if (!route.path().names().contains(parameter.group(1))) {
                String found = scalar.isSecret() ? scalar.described() : parameter.group();
                List<String> names = route.path().names();
                String expected = names.isEmpty()
                        ? "no parameter, as the path " + route.path() + " has none"
                        : "a parameter of the path " + route.path() + ": {" + String.join("}, {", names) + "}";
                mistakes.add(scalar, where, found, expected, null);
            }
        }
    }

    private static void addAll(List<Use> uses, @Nullable List<Use> written) {
        if (written != null) {
            uses.addAll(written);
        }
    }
}
