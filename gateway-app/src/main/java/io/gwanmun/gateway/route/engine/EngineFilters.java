package io.gwanmun.gateway.route.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.cloud.gateway.filter.GatewayFilter;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.cloud.gateway.filter.factory.GatewayFilterFactory;
import org.springframework.core.annotation.Order;

import io.gwanmun.gateway.api.Revision;
import io.gwanmun.gateway.pipeline.PhaseFilter;
import io.gwanmun.gateway.route.PhaseFilterFactory;
import io.gwanmun.gateway.route.RoutePolicies;
import io.gwanmun.gateway.route.engine.FiltersPolicy.Use;

/** Puts the engine's filters into the chains of routes: first the global filter beans, then those the route names. */
@Order(0) // before the gateway's own, so that a filter that encloses the reply stands in front of it
public final class EngineFilters implements PhaseFilterFactory {

    private static final PhaseFilter SPELLING = new HeaderSpelling();

    private final List<PhaseFilter> global;
    private final List<PhaseFilter> onEveryRoute;
    private final Map<String, GatewayFilter> beans;
    private final List<GatewayFilterFactory<?>> factories;

    /**
     * Creates the adapter.
     *
     * @param global filters for every route, in their order
     * @param beans filters by the name of their bean
     * @param factories makers of filters, known by their own names
     */
    public EngineFilters(
            List<GlobalFilter> global, Map<String, GatewayFilter> beans, List<GatewayFilterFactory<?>> factories) {
        this.global = global.stream()
                .<PhaseFilter>map(filter -> EngineFilter.of(filter::filter, filter))
                .toList();
        this.onEveryRoute = this.global.isEmpty() ? List.of() : preceded(this.global);
        this.beans = Map.copyOf(beans);
        this.factories = List.copyOf(factories);
    }

    @Override
    public List<PhaseFilter> filtersFor(RoutePolicies route, Revision revision) {
        FiltersPolicy policy = route.policy(FiltersPolicy.class);
        if (policy == null) {
            return onEveryRoute;
        }
        List<PhaseFilter> filters = preceded(global);
        for (Use use : policy.uses()) {
            GatewayFilter filter = use.filter() != null ? use.filter() : bean(use);
            filters.add(EngineFilter.of(filter, filter));
        }
        return filters;
    }

    private static List<PhaseFilter> preceded(List<PhaseFilter> global) {
        List<PhaseFilter> filters = new ArrayList<>();
        filters.add(SPELLING);
        filters.addAll(global);
        return filters;
    }

    private GatewayFilter bean(Use use) {
        GatewayFilter filter = beans.get(use.name());
        if (filter != null && use.arguments().isEmpty()) {
            return filter;
        }
        GatewayFilterFactory<?> factory = factory(use.name());
        if (factory == null) {
            throw new IllegalArgumentException("filter bean \"" + use.name()
                    + "\" (expected: a GatewayFilter or GatewayFilterFactory bean of a jar in the plug-in folder)");
        }
        return FilterArguments.bind(factory, use.arguments());
    }

    private @Nullable GatewayFilterFactory<?> factory(String name) {
        for (GatewayFilterFactory<?> factory : factories) {
            if (factory.name().equals(name)) {
                return factory;
            }
        }
        return null;
    }
}
