package io.gwanmun.gateway.route;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

import io.gwanmun.gateway.api.ApiSource;
import io.gwanmun.gateway.route.match.Candidate;
import io.gwanmun.gateway.route.match.Compiled;
import io.gwanmun.gateway.route.match.HostPattern;
import io.gwanmun.gateway.route.match.MatchSyntaxException;
import io.gwanmun.gateway.route.match.PathTemplate;
import io.gwanmun.gateway.route.match.RouteIndex;
import io.gwanmun.gateway.route.match.RoutePattern;
import io.gwanmun.gateway.route.match.Tie;

/** Makes the index that finds the API of a request by host and path alone. */
final class ApiPaths {

    /** What stands behind an API's path; hardly ever the name of one of its own parameters. */
    private static final String BELOW = "/{__below...}";

    private ApiPaths() {}

    /** Returns the index. Of APIs with the same hosts and path the first counts. */
    static RouteIndex<ApiSource> of(Collection<ApiSource> apis) {
        List<Candidate<ApiSource>> candidates = new ArrayList<>(apis.size());
        apis.forEach(api -> add(api, candidates));
        Compiled<ApiSource> compiled = RouteIndex.compile(candidates);
        if (compiled instanceof Compiled.Tied<ApiSource> tied) {
            Set<String> later = tied.ties().stream().map(Tie::second).collect(Collectors.toSet());
            candidates.removeIf(candidate -> later.contains(candidate.name()));
            compiled = RouteIndex.compile(candidates);
        }
        return compiled.orThrow();
    }

    private static void add(ApiSource api, List<Candidate<ApiSource>> candidates) {
        Set<HostPattern> hosts = api.hosts().stream().map(HostPattern::parse).collect(Collectors.toUnmodifiableSet());
        try {
            PathTemplate below = PathTemplate.parse(MatchReader.joined(api.path(), BELOW));
            RoutePattern pattern = new RoutePattern(hosts, below, Set.of(), List.of(), OptionalInt.empty(), 0);
            candidates.add(new Candidate<>(api.name(), pattern, api));
        } catch (MatchSyntaxException tooLong) {
            // The API's own path is good, so only the segment behind it is too much: nothing is below it.
        }
    }
}
