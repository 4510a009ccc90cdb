package io.gwanmun.gateway.cli;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

import io.gwanmun.gateway.api.Place;
import io.gwanmun.gateway.api.Revision;
import io.gwanmun.gateway.route.LiveRoute;
import io.gwanmun.gateway.route.RoutePolicies;
import io.gwanmun.gateway.route.match.RoutePattern;

/** A list of routes, for people and for machines. */
final class RouteListing {

    private static final String[] HEAD = {"ROUTE", "METHODS", "HOSTS", "PATH", "CONDITIONS", "UPSTREAM", "ACCESS"};
    private static final int CONDITIONS = 4;

    private final Revision revision;
    private final List<LiveRoute> routes;

    RouteListing(Revision revision, List<LiveRoute> routes) {
        this.revision = revision;
        this.routes = List.copyOf(routes);
    }

    /** Prints a table. A column that is empty is left out; conditions stand below their route where a line gets too long. */
    void print(PrintWriter out) {
        List<String[]> rows = routes.stream().map(this::row).toList();
        int[] widths = new int[HEAD.length];
        for (int i = 0; i < HEAD.length; i++) {
            for (String[] row : rows) {
                widths[i] = Math.max(widths[i], row[i].length());
            }
            widths[i] = widths[i] == 0 ? 0 : Math.max(widths[i], HEAD[i].length());
        }
        int whole = 0;
        for (int width : widths) {
            whole += width == 0 ? 0 : width + 2;
        }
        boolean below = whole - 2 > TextTable.WIDTH && widths[CONDITIONS] > 0;
        if (below) {
            widths[CONDITIONS] = 0;
        }
        out.println(line(HEAD, widths));
        for (String[] row : rows) {
            out.println(line(row, widths));
            if (below && !row[CONDITIONS].isEmpty()) {
                new TextTable(2).row("when", row[CONDITIONS]).print(out);
            }
        }
    }

    private static String line(String[] cells, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < cells.length; i++) {
            if (widths[i] > 0) {
                line.append(cells[i])
                        .append(" ".repeat(widths[i] - cells[i].length()))
                        .append("  ");
            }
        }
        return line.toString().stripTrailing();
    }

    private String[] row(LiveRoute route) {
        RoutePattern pattern = route.policies().pattern();
        return new String[] {
            route.toString(),
            Words.methods(pattern),
            Words.hosts(pattern),
            pattern.path().toString(),
            String.join(", ", Conditions.withRank(route.policies())),
            Destination.shown(Destination.of(route.policies(), revision)),
            Access.shortOf(route.policies())
        };
    }

    /** Returns the list as a JSON object. */
    String json(String revisionId) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("revision", revisionId);
        tree.put("routes", routes.stream().map(this::tree).toList());
        return JsonMapper.builder()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .build()
                .writeValueAsString(tree);
    }

    private Map<String, Object> tree(LiveRoute route) {
        RoutePolicies policies = route.policies();
        RoutePattern pattern = policies.pattern();
        List<Destination> cases = Destination.of(policies, revision);
        Place place = policies.source().place();
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("api", policies.label().api());
        tree.put("route", policies.label().route());
        tree.put("methods", pattern.methods().stream().sorted().toList());
        tree.put(
                "hosts", pattern.hosts().stream().map(Object::toString).sorted().toList());
        tree.put("path", pattern.path().toString());
        tree.put("conditions", Conditions.of(policies));
        tree.put("priority", pattern.priority());
        pattern.weight().ifPresent(weight -> tree.put("weight", weight));
        if (cases.size() == 1) {
            add(cases.get(0), pattern, tree);
        } else {
            tree.put("cases", cases.stream().map(one -> tree(one, pattern)).toList());
        }
        tree.put("access", Access.of(policies));
        tree.put("file", place.file());
        tree.put("line", place.line());
        return tree;
    }

    private static Map<String, Object> tree(Destination one, RoutePattern pattern) {
        Map<String, Object> tree = new LinkedHashMap<>();
        if (!one.when().isEmpty()) {
            tree.put("when", one.when());
        }
        add(one, pattern, tree);
        return tree;
    }

    private static void add(Destination destination, RoutePattern pattern, Map<String, Object> tree) {
        tree.put("upstream", destination.upstream());
        tree.put("calls", destination.templates(pattern.path()));
        Destination.Own own = destination.own();
        if (own != null) {
            tree.put("answers", own.status());
            tree.put("location", own.location());
        }
    }
}
