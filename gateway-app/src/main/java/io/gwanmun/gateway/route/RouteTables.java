package io.gwanmun.gateway.route;

import java.util.List;

import org.jspecify.annotations.Nullable;

import io.gwanmun.gateway.api.Mistake;
import io.gwanmun.gateway.api.Revision;

/**
 * Holds the table that is live. A new one replaces it in one step: a request sees the old or the new, never a mixture, and
 * what has begun ends on the table it began with.
 */
public final class RouteTables {

    private final RouteCompiler compiler;
    private final List<RevisionScope> scopes;
    private volatile @Nullable RouteTable live;

    RouteTables(RouteCompiler compiler, List<RevisionScope> scopes) {
        this.compiler = compiler;
        this.scopes = List.copyOf(scopes);
    }

    /** Returns the live table, null before the first valid revision. */
    public @Nullable RouteTable live() {
        return live;
    }

    /**
     * Compiles a revision and makes it live; with mistakes nothing changes.
     *
     * @return what is to be mended, empty when the revision is live
     */
    public List<Mistake> offer(Revision revision) {
        RouteCompiler.Compilation compilation = compiler.compile(revision);
        RouteTable table = compilation.table();
        if (table != null) {
            live = table;
            scopes.forEach(scope -> scope.becameLive(revision));
        }
        return compilation.mistakes();
    }
}
