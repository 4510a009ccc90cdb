package io.gwanmun.gateway.integration;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

import io.gwanmun.gateway.api.Fields;
import io.gwanmun.gateway.api.Shape;
import io.gwanmun.gateway.api.Shapes;
import io.gwanmun.gateway.country.CountryNames;
import io.gwanmun.gateway.pipeline.ClaimPath;
import io.gwanmun.gateway.token.ClaimShape;

/** How the conditions of a case are written. A new kind of condition is one more entry of the list. */
final class WhenShape {

    private static final Shape<String> CLAIM = ClaimShape.with("tier");

    private static final List<Kind> KINDS = List.of(
            caller(CallerCondition.What.ROLE, "The caller has one of these roles."),
            caller(CallerCondition.What.SCOPE, "The caller's token was given for one of these scopes."),
            new Kind(
                    "claim",
                    Shapes.map(CLAIM, Shapes.oneOrMany(Shapes.TEXT)).map(WhenShape::claims),
                    "Each of these claims is one of its values, or a list that holds one."),
            new Kind(
                    "issuer",
                    Shapes.oneOrMany(Shapes.written(Shapes.NAME)).map(names -> List.of(IssuerCondition.of(names))),
                    "One of these issuers vouches for the caller, by its name here."),
            caller(CallerCondition.What.CLIENT, "The call comes from one of these clients."),
            new Kind(
                    "country",
                    Shapes.oneOrMany(Shapes.written(CountryNames.NAME))
                            .map(names -> List.of(CountryCondition.of(names))),
                    "The call comes from one of these countries or groups of them; unknown when nobody knows from which."));

    /** The conditions of a case: all of them hold. */
    static final Shape<List<CaseCondition>> WHEN =
            Shapes.object("conditions", "What must hold of a call, all of it.", fields -> {
                List<Fields.Field<List<CaseCondition>>> written = KINDS.stream()
                        .map(kind -> fields.optional(kind.key, kind.shape, kind.sentence))
                        .toList();
                return values -> conditions(written.stream()
                        .map(values::find)
                        .filter(Objects::nonNull)
                        .flatMap(List::stream));
            });

    private WhenShape() {}

    private static List<CaseCondition> conditions(Stream<CaseCondition> written) {
        List<CaseCondition> conditions = written.toList();
        if (conditions.isEmpty()) {
            throw new IllegalArgumentException("no condition (expected: at least one, such as role: admin)");
        }
        return conditions;
    }

    private static Kind caller(CallerCondition.What what, String sentence) {
        return new Kind(
                what.word(),
                Shapes.oneOrMany(Shapes.TEXT).map(values -> List.of(new CallerCondition(what, Set.copyOf(values)))),
                sentence);
    }

    private static List<CaseCondition> claims(Map<String, List<String>> written) {
        List<CaseCondition> conditions = new ArrayList<>();
        written.forEach(
                (name, values) -> conditions.add(new ClaimCondition(ClaimPath.parse(name), new HashSet<>(values))));
        return conditions;
    }

    /**
     * A kind of condition.
     *
     * @param key the key below {@code when}
     * @param shape what stands there, read into the conditions it makes
     * @param sentence what it means
     */
    private record Kind(String key, Shape<List<CaseCondition>> shape, String sentence) {}
}
