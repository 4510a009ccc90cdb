package io.gwanmun.gateway.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

import io.gwanmun.gateway.cli.NearMisses.NearMiss;
import io.gwanmun.gateway.integration.CaseCondition;
import io.gwanmun.gateway.integration.CaseFacts;
import io.gwanmun.gateway.integration.Destinations;
import io.gwanmun.gateway.pipeline.Caller;
import io.gwanmun.gateway.pipeline.ClientFault;
import io.gwanmun.gateway.pipeline.Phase;
import io.gwanmun.gateway.route.LiveRoute;
import io.gwanmun.gateway.route.RoutePolicies;
import io.gwanmun.gateway.route.RouteTable;
import io.gwanmun.gateway.route.match.Found;
import io.gwanmun.gateway.route.match.PathParameters;
import io.gwanmun.gateway.route.match.RoutePattern;

/** Says why a sample request goes where it goes: the route that the index of the gateway finds, and why it is no other. */
final class SampleExplanation {

    private final RouteTable table;
    private final SampleRequest request;
    private final Caller caller;
    private final CountryOptions country;
    private final PrintWriter out;
    private final List<Candidacy> candidacies;

    SampleExplanation(RouteTable table, SampleRequest request, Caller caller, CountryOptions country, PrintWriter out) {
        this.table = table;
        this.request = request;
        this.caller = caller;
        this.country = country;
        this.out = out;
        this.candidacies = Candidacy.of(table.routes(), request);
    }

    /** Prints the explanation and returns how the command ends: a request that is not served is a no. */
    int print() {
        out.println(request.method() + " " + request.path()
                + (request.queryText().isEmpty() ? "" : "?" + request.queryText())
                + (request.host().isEmpty() ? "" : " on " + request.host()));
        List<LiveRoute> asked = askedFor();
        if (!asked.isEmpty()) {
            return preflight(asked);
        }
        Found<LiveRoute> found = table.find(request);
        if (found instanceof Found.Matched<LiveRoute> matched) {
            matched(matched.route(), matched.params());
            return Exit.YES;
        }
        if (found instanceof Found.MethodNotAllowed<LiveRoute> other) {
            return methodNotAllowed(String.join(", ", other.allow()));
        }
        out.println(ClientFault.NO_ROUTE.status() + ": no route serves it.");
        if (candidacies.isEmpty()) {
            nearMisses();
        } else {
            failed();
        }
        return Exit.NO;
    }

    /** Returns the routes that may serve the call a browser asks for, with a rule for pages of other origins; else none. */
    private List<LiveRoute> askedFor() {
        List<String> method = request.headers("access-control-request-method");
        if (!request.method().equals("OPTIONS")
                || method.isEmpty()
                || request.headers("origin").isEmpty()) {
            return List.of();
        }
        List<LiveRoute> serving = table.index().mayServe(request, method.get(0));
        List<LiveRoute> asked = serving.isEmpty() ? table.index().at(request) : serving;
        return asked.stream().anyMatch(route -> !rule(route).isEmpty()) ? asked : List.of();
    }

    private int preflight(List<LiveRoute> asked) {
        out.println(
                "The gateway answers this question of a browser itself: 204 when all routes that may serve the call");
        out.println("allow it, " + ClientFault.CROSS_ORIGIN.status() + " when not.");
        TextTable rows = new TextTable(2);
        asked.forEach(route -> rows.row(route.toString(), rule(route).isEmpty() ? "no rule, so no" : rule(route)));
        out.println();
        rows.print(out);
        return Exit.YES;
    }

    private static String rule(LiveRoute route) {
        return route.policies().entries().stream()
                .filter(entry -> entry.phase() == Phase.MATCH && !entry.isPattern())
                .map(entry -> entry.policy().toString())
                .collect(Collectors.joining("; "));
    }

    private void matched(LiveRoute route, PathParameters parameters) {
        RoutePattern pattern = route.policies().pattern();
        out.println(route + " serves it (" + Words.of(route.policies().source().place()) + ").");
        out.println();
        TextTable facts = new TextTable(2)
                .row("path", pattern.path() + values(parameters))
                .row("method", pattern.methods().isEmpty() ? "any" : method(pattern))
                .row("host", pattern.hosts().isEmpty() ? "any" : Words.hosts(pattern))
                .row(
                        "conditions",
                        pattern.conditions().isEmpty() ? "none" : String.join(", ", Conditions.of(route.policies())));
        pattern.weight().ifPresent(weight -> facts.row("weight", shares(route, weight)));
        facts.row("access", Access.of(route.policies()));
        List<Destination> cases = Destination.of(route.policies(), table.revision());
        Destination destination = cases.get(chosen(route.policies(), cases, facts));
        String query = request.queryText().isEmpty() ? "" : "?" + request.queryText();
        destination.addTo(facts, request.path(), parameters, query);
        if (Words.hasFilters(route.policies())) {
            facts.row("", "(unless a filter of the route changes it)");
        }
        facts.print(out);
        others(route);
    }

    /** Returns the number of the case that is taken, and says why when there is more than one. */
    private int chosen(RoutePolicies route, List<Destination> written, TextTable rows) {
        Destinations to = route.policy(Destinations.class);
        if (to == null || written.size() == 1) {
            return 0;
        }
        CaseFacts facts = new CaseFacts(
                caller,
                route.asksForCountry() ? new CountryExplanation(route, country, caller, request).addTo(rows) : null);
        int chosen = to.choose(facts);
        for (int i = 0; i < chosen; i++) {
            CaseCondition failing = to.cases().get(i).failing(facts);
            rows.row(
                    "case " + (i + 1),
                    written.get(i).when() + ": no, "
                            + (failing == null ? "" : failing.subject() + " is " + failing.found(facts)));
        }
        String when = written.get(chosen).when();
        rows.row("case " + (chosen + 1), (when.isEmpty() ? "otherwise" : when) + ": taken");
        return chosen;
    }

    private void others(LiveRoute winner) {
        TextTable others = new TextTable(2);
        for (Candidacy other : candidacies) {
            if (other.route() != winner) {
                String why = other.failure() != null
                        ? other.failure()
                        : Precedence.why(winner.policies().pattern(), other.pattern(), request);
                others.row(other.name(), other.pattern().path().toString(), why);
            }
        }
        if (!others.isEmpty()) {
            out.println();
            out.println("Others whose path fits:");
            others.print(out);
        }
    }

    private int methodNotAllowed(String allow) {
        if (request.method().equals("OPTIONS")) {
            out.println("204: the gateway answers OPTIONS itself. Allow: " + allow);
        } else {
            out.println(ClientFault.METHOD_NOT_ALLOWED.status() + ": the path is served, but not with "
                    + request.method() + ". Allow: " + allow);
            String upper = request.method().toUpperCase(Locale.ROOT);
            if (!upper.equals(request.method())) {
                out.println("The case of methods counts. Did you mean " + upper + "?");
            }
        }
        failed();
        return request.method().equals("OPTIONS") ? Exit.YES : Exit.NO;
    }

    private void failed() {
        TextTable rows = new TextTable(2);
        candidacies.forEach(
                one -> rows.row(one.name(), one.pattern().path().toString(), String.valueOf(one.failure())));
        out.println();
        out.println("Routes whose path fits:");
        rows.print(out);
    }

    private void nearMisses() {
        List<NearMiss> misses = NearMisses.of(table.routes(), request.path());
        out.println("The path fits no route.");
        if (!misses.isEmpty()) {
            TextTable rows = new TextTable(2);
            misses.forEach(miss -> rows.row(
                    miss.route().toString(), miss.route().policies().path().toString(), miss.change()));
            out.println();
            out.println("Near misses:");
            rows.print(out);
        }
    }

    private String shares(LiveRoute winner, int weight) {
        int all = candidacies.stream()
                .filter(Candidacy::holds)
                .filter(one ->
                        Precedence.shares(one.pattern(), winner.policies().pattern()))
                .mapToInt(one -> one.pattern().weight().orElse(0))
                .sum();
        return weight + " of " + all + " requests, by chance";
    }

    private String method(RoutePattern pattern) {
        boolean asGet = request.method().equals("HEAD") && !pattern.methods().contains("HEAD");
        return Words.methods(pattern) + (asGet ? " (GET serves HEAD too)" : "");
    }

    private static String values(PathParameters parameters) {
        Map<String, String> values = parameters.toMap();
        return values.isEmpty()
                ? ""
                : values.entrySet().stream()
                        .map(value -> value.getKey() + "=" + value.getValue())
                        .collect(Collectors.joining(", ", " with ", ""));
    }
}
