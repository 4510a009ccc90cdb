package io.gwanmun.gateway.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** Makes a jar of a plug-in out of Java sources. */
public final class PluginJar {

    private static final String IMPORTS =
            "META-INF/spring/org.springframework.boot.autoconfigure.AutoConfiguration.imports";

    private PluginJar() {}

    /** Compiles one class, an auto-configuration, and puts it into a jar in a folder. */
    public static void write(Path folder, String name, String source) {
        try {
            Path work = Files.createTempDirectory(folder, "sources");
            Path file = Files.createDirectories(work.resolve("java"))
                    .resolve(name.substring(name.lastIndexOf('.') + 1) + ".java");
            Path classes = Files.createDirectory(work.resolve("classes"));
            Files.writeString(file, source);
            compile(file, classes);
            Path imports = classes.resolve(IMPORTS);
            Files.createDirectories(imports.getParent());
            Files.writeString(imports, name + '\n');
            pack(classes, folder.resolve("plugin.jar"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void compile(Path file, Path classes) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter said = new StringWriter();
        List<String> options = List.of(
                "-d", classes.toString(), "-parameters", "-proc:none", "-cp", System.getProperty("java.class.path"));
        var files = compiler.getStandardFileManager(null, null, null).getJavaFileObjects(file);
        if (!compiler.getTask(said, null, null, options, null, files).call()) {
            throw new AssertionError(said.toString());
        }
    }

    private static void pack(Path classes, Path jar) throws IOException {
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(out);
                Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                entries.putNextEntry(
                        new JarEntry(classes.relativize(file).toString().replace('\\', '/')));
                Files.copy(file, entries);
                entries.closeEntry();
            }
        }
    }
}
