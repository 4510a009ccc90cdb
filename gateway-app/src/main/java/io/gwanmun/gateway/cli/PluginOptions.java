package io.gwanmun.gateway.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceConfigurationError;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

import io.gwanmun.gateway.api.Grammar;
import io.gwanmun.gateway.route.Grammars;
import io.gwanmun.gateway.route.PluginFolder;
import io.gwanmun.gateway.route.PolicyReader;

/** Which language is spoken: that of the gateway and of the jars in its plug-in folder. */
final class PluginOptions {

    @Option(
            names = "--plugins",
            paramLabel = "DIR",
            description = "The plug-in folder of the gateway, for the policies its jars bring.")
    private @Nullable Path folder;

    private @Nullable List<PolicyReader> readers;

    /** Returns the readers of all policies, the same ones at each call. */
    List<PolicyReader> readers() {
        if (readers == null) {
            try {
                readers = Grammars.readers(loader());
            } catch (ServiceConfigurationError broken) {
                throw new UnusableException(
                        "--plugins: " + folder + " has a policy that cannot be loaded (" + broken.getMessage() + ").");
            }
        }
        return readers;
    }

    Grammar grammar() {
        try {
            return Grammars.of(readers());
        } catch (IllegalArgumentException clash) {
            throw new UnusableException("--plugins: " + folder + " does not fit the gateway: " + clash.getMessage());
        }
    }

    private ClassLoader loader() {
        ClassLoader own = PluginOptions.class.getClassLoader();
        if (folder == null) {
            return own;
        }
        if (!Files.isDirectory(folder)) {
            throw new UnusableException("--plugins: " + folder + " is not a directory.");
        }
        return PluginFolder.loader(folder, own);
    }
}
