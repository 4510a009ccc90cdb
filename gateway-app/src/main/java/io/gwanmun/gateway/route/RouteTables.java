package io.gwanmun.gateway.route;

import java.util.List;

import org.jspecify.annotations.Nullable;

import io.gwanmun.gateway.api.Mistakes;
import io.gwanmun.gateway.api.Revision;
import io.gwanmun.gateway.api.RevisionListener;

/**
 * Holds the table that is live. A new one replaces it in one step: a request sees the old or the new, never a mixture, and
 * what has begun ends on the table it began with.
 */
public final class RouteTables implements RevisionListener {

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

    @Override
    public Runnable offer(Revision revision, Mistakes mistakes) {
        RouteCompiler.Compilation compilation = compiler.compile(revision);
        mistakes.addAll(compilation.mistakes());
        RouteTable table = compilation.table();
        return table == null ? () -> {} : () -> replace(table);
    }

    private void replace(RouteTable table) {
        live = table;
        scopes.forEach(scope -> scope.becameLive(table.revision()));
    }
}
