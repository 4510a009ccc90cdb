package io.gwanmun.gateway.route;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The folder of plug-ins: jars whose filter beans routes may name and whose policies they may use. What lies there runs with
 * all rights of the gateway, so only the operator may write to it.
 */
public final class PluginFolder {

    private PluginFolder() {}

    /**
     * Returns a class loader that knows the jars of a folder besides everything its parent knows; the parent itself when the
     * folder has none.
     *
     * @param folder where the jars lie; read once
     * @throws IllegalArgumentException when it is no readable directory
     */
    public static ClassLoader loader(Path folder, ClassLoader parent) {
        if (!Files.isDirectory(folder)) {
            throw new IllegalArgumentException(
                    "gateway.plugins.directory: " + folder + " (expected: a directory with jars)");
        }
        List<URL> jars = jars(folder);
        return jars.isEmpty() ? parent : new URLClassLoader(jars.toArray(URL[]::new), parent);
    }

    private static List<URL> jars(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(".jar"))
                    .sorted()
                    .map(PluginFolder::url)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("gateway.plugins.directory: " + folder + " cannot be read", e);
        }
    }

    private static URL url(Path jar) {
        try {
            return jar.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException(jar + ": has no URL (expected: a file)", e);
        }
    }
}
