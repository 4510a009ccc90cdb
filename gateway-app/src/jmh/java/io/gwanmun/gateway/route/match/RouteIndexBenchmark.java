package io.gwanmun.gateway.route.match;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * What a look-up costs as routes grow in number. The figure to hold: the last of 10,000 routes costs at most 0.3 microseconds more
 * than the only one.
 *
 * <p>Run from the top directory:
 *
 * <pre>
 * mvn -q -Pbench -pl gateway-app test-compile exec:exec \
 *     -Djmh.args="RouteIndexBenchmark -f 1 -wi 2 -w 1 -i 3 -r 1 -prof gc"
 * </pre>
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RouteIndexBenchmark {

    private static final int REQUESTS = 4_096;

    /** How many routes the index has. */
    @Param({"1", "10", "1000", "10000"})
    int routes;

    private final Facts last = new Facts();
    private final Facts lastWithParameter = new Facts();
    private final Facts miss = new Facts();
    private final Facts otherMethod = new Facts();
    private final Facts[] spread = new Facts[REQUESTS];
    private List<Candidate<Integer>> candidates = List.of();
    private RouteIndex<Integer> plain = index(List.of());
    private RouteIndex<Integer> withParameter = index(List.of());
    private int next;

    /** Compiles the routes, once without and once with a parameter, and makes requests that meet each with the same chance. */
    @Setup
    public void compile() {
        plain = index(candidates("/items"));
        candidates = candidates("/items/{id}");
        withParameter = index(candidates);
        String service = "/api/v1/service-" + (routes - 1);
        last.path = service + "/items";
        lastWithParameter.path = service + "/items/4711";
        miss.path = service + "/things";
        otherMethod.path = service + "/items";
        otherMethod.method = "DELETE";
        Random random = new Random(42);
        for (int i = 0; i < REQUESTS; i++) {
            spread[i] = new Facts();
            spread[i].path = "/api/v1/service-" + random.nextInt(routes) + "/items/" + i;
        }
    }

    private List<Candidate<Integer>> candidates(String tail) {
        List<Candidate<Integer>> result = new ArrayList<>();
        for (int i = 0; i < routes; i++) {
            PathTemplate path = PathTemplate.parse("/api/v1/service-" + i + tail);
            result.add(new Candidate<>("r" + i, RoutePattern.of(path).withMethods(Set.of("GET")), i));
        }
        return result;
    }

    private static RouteIndex<Integer> index(List<Candidate<Integer>> candidates) {
        return RouteIndex.compile(candidates).orThrow();
    }

    /** The last route, without parameters. */
    @Benchmark
    public Found<Integer> findLast() {
        return plain.find(last);
    }

    /** The last route with a parameter, whose value is not read. */
    @Benchmark
    public Found<Integer> findLastWithParameter() {
        return withParameter.find(lastWithParameter);
    }

    /** The last route with a parameter, whose value is read. */
    @Benchmark
    public String findLastAndReadParameter() {
        return withParameter.find(lastWithParameter) instanceof Found.Matched<Integer> matched
                ? String.valueOf(matched.params().get("id"))
                : "";
    }

    /** Another route each time, so that the tree is not at hand in the nearest cache. */
    @Benchmark
    public Found<Integer> findSpread() {
        next = next + 1 & REQUESTS - 1;
        return withParameter.find(spread[next]);
    }

    /** No route: 404. */
    @Benchmark
    public Found<Integer> findNone() {
        return plain.find(miss);
    }

    /** No route for the method: 405. */
    @Benchmark
    public Found<Integer> findOtherMethod() {
        return plain.find(otherMethod);
    }

    /** What a reload costs, without reading files. */
    @Benchmark
    @OutputTimeUnit(TimeUnit.MICROSECONDS)
    public Compiled<Integer> compileAll() {
        return RouteIndex.compile(candidates);
    }

    private static final class Facts implements RouteFacts {

        private String method = "GET";
        private String path = "/";

        @Override
        public String method() {
            return method;
        }

        @Override
        public String host() {
            return "api.example.com";
        }

        @Override
        public String path() {
            return path;
        }

        @Override
        public List<String> headers(String name) {
            return List.of();
        }

        @Override
        public List<String> query(String name) {
            return List.of();
        }

        @Override
        public List<String> cookies(String name) {
            return List.of();
        }

        @Override
        public Instant now() {
            return Instant.EPOCH;
        }

        @Override
        public double draw() {
            return 0;
        }
    }
}
