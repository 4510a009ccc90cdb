package io.gwanmun.gateway.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

import io.gwanmun.gateway.api.Mistake;
import io.gwanmun.gateway.api.Revision;
import io.gwanmun.gateway.route.RouteCompiler.Compilation;
import io.gwanmun.gateway.route.RouteTable;

/** Tells whether the gateway would take a directory. */
@Command(
        name = "validate",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Reads, checks and compiles a directory of YAML files, and shows every mistake.",
            "Exit code: 0 valid, 1 mistakes, 2 the directory cannot be used."
        })
final class ValidateCommand implements Callable<Integer> {

    private final PrintWriter out;
    private final PrintWriter err;

    @Parameters(paramLabel = "DIR", description = "The directory.")
    private Path directory = Path.of("");

    @Mixin
    private FormOptions form = new FormOptions();

    ValidateCommand(PrintWriter out, PrintWriter err) {
        this.out = out;
        this.err = err;
    }

    @Override
    public Integer call() {
        Compilation compilation = form.compile(directory);
        RouteTable table = compilation.table();
        if (table == null) {
            printMistakes(compilation.mistakes(), err);
            err.println(Words.count(compilation.mistakes().size(), "mistake") + " in " + directory);
            return Exit.NO;
        }
        Revision revision = table.revision();
        out.println("Valid: " + Words.count(revision.files().size(), "file")
                + ", " + Words.count(revision.apis().size(), "API")
                + ", " + Words.count(table.routes().size(), "route")
                + ", " + Words.count(Destination.upstreams(revision), "upstream")
                + ", revision " + form.idOf(revision, directory));
        return Exit.YES;
    }

    /** Prints mistakes in full, with a blank line behind each. */
    static void printMistakes(List<Mistake> mistakes, PrintWriter err) {
        for (Mistake mistake : mistakes) {
            err.println(mistake.rendered());
            err.println();
        }
    }
}
