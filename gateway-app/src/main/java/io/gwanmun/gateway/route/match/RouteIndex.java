package io.gwanmun.gateway.route.match;

import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Finds the route that serves a request, by the rules on the page of this package. Immutable; any number of threads may look up at
 * the same time.
 *
 * <p>There is one path tree for each host, each wildcard and the routes without hosts. A look-up walks at most one tree for the
 * host, one for each wildcard that fits and the last one, so its cost depends on the length of host and path and on how many
 * templates fit the path, not on the number of routes. Without path parameters a hit allocates one small object.
 *
 * @param <R> the type of routes
 */
public final class RouteIndex<R> {

    private final Map<String, PathNode<R>> hosts;
    private final SegmentTable<PathNode<R>> wildcards;
    private final boolean readsHost;
    private final @Nullable PathNode<R> anyHost;
    private final int mostVisits;
    private final Found<R> notFound = new Found.NotFound<>();

    RouteIndex(Map<String, PathNode<R>> hosts, Map<String, PathNode<R>> wildcards, @Nullable PathNode<R> anyHost) {
        this.hosts = Map.copyOf(hosts);
        this.wildcards = new SegmentTable<>(wildcards);
        this.anyHost = anyHost;
        readsHost = !hosts.isEmpty() || !wildcards.isEmpty();
        int most = hosts.values().stream().mapToInt(PathNode::mostVisits).max().orElse(0);
        int mostBehindDots = 0;
        for (String wildcard : wildcards.keySet()) {
            int visits = 0;
            for (int dot = -1; dot >= -1; dot = nextDot(wildcard, dot)) {
                PathNode<R> tree = wildcards.get(wildcard.substring(dot + 1));
                visits += tree == null ? 0 : tree.mostVisits();
            }
            mostBehindDots = Math.max(mostBehindDots, visits);
        }
        mostVisits = most + mostBehindDots + (anyHost == null ? 0 : anyHost.mostVisits());
    }

    private static int nextDot(String host, int dot) {
        int next = host.indexOf('.', dot + 1);
        return next < 0 ? -2 : next;
    }

    /**
     * Compiles routes.
     *
     * @param candidates the routes; their order matters only where a request meets two that values were to keep apart
     */
    public static <R> Compiled<R> compile(List<Candidate<R>> candidates) {
        return new IndexCompiler<R>().compile(candidates);
    }

    /** Looks up the route that serves a request. What the facts or a condition throw is thrown on, never taken for a miss. */
    public Found<R> find(RouteFacts facts) {
        Walk<R> walk = new Walk<>(facts);
        Found<R> found = search(walk);
        if (found != null) {
            return found;
        }
        if (!walk.lacksMethod()) {
            return notFound;
        }
        Set<String> allow = walk.collectMethods();
        search(walk);
        return new Found.MethodNotAllowed<>(allow);
    }

    /**
     * Returns the routes that may serve a request with a host, a path and a method when nothing else of it is known yet: in the
     * order in which they are tried, without those behind one that has no condition.
     *
     * @param facts host and path are asked for, and chance
     * @param method the method
     */
    public List<R> mayServe(RouteFacts facts, String method) {
        Walk<R> walk = new Walk<>(facts, method);
        Set<R> routes = walk.collectRoutes();
        search(walk);
        return List.copyOf(routes);
    }

    /** Returns all routes that fit a request by host and path, whatever their methods and conditions, the most specific first. */
    public List<R> at(RouteFacts facts) {
        return mayServe(facts, "");
    }

    /**
     * Returns how many nodes of path trees a search visits at most, whatever the request: a measure of how much templates overlap.
     * It is about the number of segments of the longest path when no literal stands beside a {@code {name}}.
     */
    public int mostVisits() {
        return mostVisits;
    }

    Found.@Nullable Matched<R> search(Walk<R> walk) {
        if (!walk.path().startsWith("/")) {
            return null;
        }
        Found.Matched<R> found = readsHost ? searchHosts(walk, walk.facts().host()) : null;
        return found != null || anyHost == null ? found : walk.from(anyHost, 0);
    }

    private Found.@Nullable Matched<R> searchHosts(Walk<R> walk, String host) {
        if (host.length() > HostPattern.MAX_LENGTH) {
            return null;
        }
        PathNode<R> tree = hosts.get(host);
        Found.Matched<R> found = tree == null ? null : walk.from(tree, 0);
        for (int dot = host.indexOf('.', 1); found == null && dot > 0; dot = host.indexOf('.', dot + 1)) {
            tree = wildcards.find(host, dot + 1, host.length());
            found = tree == null ? null : walk.from(tree, 0);
        }
        return found;
    }
}
