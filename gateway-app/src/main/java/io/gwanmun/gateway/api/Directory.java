package io.gwanmun.gateway.api;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The YAML files of a directory and those below it. Links are followed, so that a directory that a container platform swaps
 * by moving a link looks like any other; names that begin with a dot, where such platforms keep their copies, are left out.
 */
final class Directory {

    private static final int DEEPEST = 8;
    private static final long LARGEST = 10L * 1024 * 1024;

    private final Path root;

    Directory(Path root) {
        this.root = root;
    }

    /** Returns the content of each file by its name below the directory, with {@code /} between names, sorted. */
    SortedMap<String, byte[]> read(Mistakes mistakes) {
        SortedMap<String, byte[]> contents = new TreeMap<>();
        try {
            for (Map.Entry<String, Path> file : files().entrySet()) {
                readFile(file.getKey(), file.getValue(), contents, mistakes);
            }
        } catch (IOException unreadable) {
            mistakes.add(new Mistake(
                    Place.of(root.toString()),
                    "",
                    "a directory that " + reason(unreadable),
                    "a directory of files",
                    null));
        }
        return contents;
    }

    /** Returns the files by their names below the directory, sorted. */
    SortedMap<String, Path> files() throws IOException {
        SortedMap<String, Path> files = new TreeMap<>();
        collect(root, "", 0, files);
        return files;
    }

    /** Returns what changes whenever a file changes: name, real path, size, time and key of each file. */
    String fingerprint() {
        StringBuilder print = new StringBuilder();
        try {
            files().forEach((name, path) -> print.append(name).append(stamp(path)));
        } catch (IOException unreadable) {
            print.append(reason(unreadable));
        }
        return print.toString();
    }

    /** Returns the same for single files, whether they exist or not. */
    static String fingerprint(Set<Path> files) {
        StringBuilder print = new StringBuilder();
        files.stream().sorted().forEach(path -> print.append(path).append(stamp(path)));
        return print.toString();
    }

    private static String stamp(Path path) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
            return "|" + path.toRealPath() + "|" + attributes.size() + "|" + attributes.lastModifiedTime() + "|"
                    + attributes.fileKey() + "\n";
        } catch (IOException gone) {
            return "|gone\n";
        }
    }

    private static void collect(Path directory, String prefix, int depth, Map<String, Path> files) throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            for (Path entry : entries) {
                String name = String.valueOf(entry.getFileName());
                if (name.startsWith(".")) {
                    continue;
                }
                if (Files.isDirectory(entry)) {
                    if (depth < DEEPEST) {
                        collect(entry, prefix + name + "/", depth + 1, files);
                    }
                } else if (name.endsWith(".yaml") || name.endsWith(".yml")) {
                    files.put(prefix + name, entry);
                }
            }
        } catch (DirectoryIteratorException stopped) {
            throw stopped.getCause();
        }
    }

    private void readFile(String name, Path path, Map<String, byte[]> contents, Mistakes mistakes) {
        try {
            if (Files.size(path) > LARGEST) {
                mistakes.add(new Mistake(place(name), "", "a file larger than 10 MB", "smaller files", null));
            } else {
                contents.put(name, Files.readAllBytes(path));
            }
        } catch (IOException unreadable) {
            mistakes.add(new Mistake(
                    place(name), "", "a file that " + reason(unreadable), "a file that the gateway may read", null));
        }
    }

    private Place place(String name) {
        return Place.of(root + root.getFileSystem().getSeparator() + name);
    }

    private static String reason(Exception unreadable) {
        if (unreadable instanceof NoSuchFileException) {
            return "does not exist";
        }
        return unreadable instanceof AccessDeniedException ? "may not be read" : "cannot be read";
    }
}
