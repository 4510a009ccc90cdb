package io.gwanmun.gateway.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import io.gwanmun.gateway.api.Mistake;
import io.gwanmun.gateway.api.Reading;
import io.gwanmun.gateway.api.Revision;
import io.gwanmun.gateway.api.RevisionReader;
import io.gwanmun.gateway.api.Secrets;
import io.gwanmun.gateway.route.RouteCompiler;
import io.gwanmun.gateway.route.RouteCompiler.Compilation;
import io.gwanmun.gateway.route.RouteTable;

/** How directories are read: as the gateway reads them, but for the filters, which only a running gateway can make. */
final class FormOptions {

    private static final Path SECRETS = Path.of("/run/secrets");

    @Mixin
    private PluginOptions plugins = new PluginOptions();

    @Option(
            names = "--secrets-directory",
            paramLabel = "DIR",
            description = "Where files with secrets may lie; /run/secrets unless said otherwise. May be repeated.")
    private List<Path> secretsDirectories = new ArrayList<>();

    @Option(names = "--no-secrets", description = "Count every reference to a secret as present; none is looked up.")
    private boolean noSecrets;

    /** Returns a directory, read and checked. */
    Reading read(Path directory) {
        if (!Files.exists(directory)) {
            throw new UnusableException(directory + " does not exist.");
        }
        if (!Files.isDirectory(directory)) {
            throw new UnusableException(directory + " is not a directory.");
        }
        if (noSecrets) {
            return new StandIns(plugins.grammar()).read(directory);
        }
        List<Path> directories = secretsDirectories.isEmpty() ? List.of(SECRETS) : secretsDirectories;
        Secrets secrets = new Secrets(System::getenv, directories);
        return new RevisionReader(plugins.grammar(), secrets, InstantSource.system()).read(directory);
    }

    /** Returns the routes of a directory, or what is to be mended in it. */
    Compilation compile(Path directory) {
        Reading reading = read(directory);
        if (reading instanceof Reading.Good good) {
            Compilation compilation = new RouteCompiler(plugins.readers(), List.of()).compile(good.revision());
            return new Compilation(compilation.table(), FileLines.beside(compilation.mistakes()));
        }
        return new Compilation(null, ((Reading.Bad) reading).mistakes());
    }

    /** Returns the routes of a directory; {@link UnusableException} with all mistakes when it has any. */
    RouteTable table(Path directory) {
        Compilation compilation = compile(directory);
        RouteTable table = compilation.table();
        if (table == null) {
            throw unusable(directory, compilation.mistakes());
        }
        return table;
    }

    /** Returns all that is written in a directory; {@link UnusableException} with all mistakes when it has any. */
    Revision revision(Path directory) {
        Reading reading = read(directory);
        if (reading instanceof Reading.Good good) {
            return good.revision();
        }
        throw unusable(directory, ((Reading.Bad) reading).mistakes());
    }

    /** Returns the id the gateway gives a revision; not known when files with secrets were left out. */
    String idOf(Revision revision, Path directory) {
        return noSecrets && StandIns.changeId(directory) ? "not known without secrets" : revision.id();
    }

    private static UnusableException unusable(Path directory, List<Mistake> mistakes) {
        return new UnusableException(directory + " has " + Words.count(mistakes.size(), "mistake") + ".", mistakes);
    }
}
