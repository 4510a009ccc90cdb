package io.gwanmun.gateway.cli;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.gwanmun.gateway.api.Source;
import io.gwanmun.gateway.route.RoutePolicies;
import io.gwanmun.gateway.route.match.Condition;
import io.gwanmun.gateway.route.match.RoutePattern;
import io.gwanmun.gateway.route.match.ValueTest;

/** How the conditions of a route are said: as they would be asked, and with secrets masked. */
final class Conditions {

    private Conditions() {}

    /** Returns the conditions of a route. */
    static List<String> of(RoutePolicies route) {
        return route.pattern().conditions().stream()
                .map(condition -> of(condition, route))
                .toList();
    }

    /** Returns one of the conditions of a route. */
    static String of(Condition condition, RoutePolicies route) {
        Source match = route.source().source() instanceof Source.Mapping mapping
                ? mapping.byKey().get("match")
                : null;
        return masked(text(condition), match);
    }

    /** Returns the conditions, and what else decides between routes with the same path. */
    static List<String> withRank(RoutePolicies route) {
        RoutePattern pattern = route.pattern();
        List<String> all = new ArrayList<>(of(route));
        pattern.weight().ifPresent(weight -> all.add("weight " + weight));
        if (pattern.priority() != 0) {
            all.add("priority " + pattern.priority());
        }
        return all;
    }

    private static String masked(String text, @Nullable Source written) {
        String masked = text;
        if (written instanceof Source.Mapping mapping) {
            for (Source.Entry entry : mapping.entries()) {
                masked = masked(masked, entry.value());
            }
        } else if (written instanceof Source.Sequence sequence) {
            for (Source item : sequence.items()) {
                masked = masked(masked, item);
            }
        } else if (written instanceof Source.Scalar scalar && scalar.isSecret()) {
            masked = masked.replace(scalar.text(), scalar.shown());
        }
        return masked;
    }

    private static String text(Condition condition) {
        if (condition instanceof Condition.Header header) {
            return "header " + header.name() + of(header.test());
        }
        if (condition instanceof Condition.Query query) {
            return "query " + query.name() + of(query.test());
        }
        if (condition instanceof Condition.Cookie cookie) {
            return "cookie " + cookie.name() + of(cookie.test());
        }
        Condition.Time time = (Condition.Time) condition;
        String after = time.after() == null ? "" : "from " + time.after();
        String before = time.before() == null ? "" : "until " + time.before();
        return after + (after.isEmpty() || before.isEmpty() ? "" : " ") + before;
    }

    private static String of(ValueTest test) {
        if (test instanceof ValueTest.Exact exact) {
            return "=" + exact.value();
        }
        if (test instanceof ValueTest.AnyOf any) {
            return "=" + Words.sorted(any.values(), "|");
        }
        if (test instanceof ValueTest.Prefix prefix) {
            return "=" + prefix.prefix() + "*";
        }
        if (test instanceof ValueTest.Matching matching) {
            return " fits " + matching.pattern();
        }
        return test instanceof ValueTest.Present ? " present" : " absent";
    }
}
