package io.gwanmun.gateway.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import io.gwanmun.gateway.api.Grammar;

/** Describes what may be written. */
@Command(
        name = "schema",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {"Prints the JSON Schema (2020-12) of the files, for editors.", "Exit code: 0."})
final class SchemaCommand implements Callable<Integer> {

    private final PrintWriter out;

    @Option(names = "--reference", description = "Print the reference page in Markdown instead.")
    private boolean reference;

    @Mixin
    private PluginOptions plugins = new PluginOptions();

    SchemaCommand(PrintWriter out) {
        this.out = out;
    }

    @Override
    public Integer call() {
        Grammar grammar = plugins.grammar();
        out.print(reference ? grammar.referencePage() : grammar.jsonSchema());
        return Exit.YES;
    }
}
