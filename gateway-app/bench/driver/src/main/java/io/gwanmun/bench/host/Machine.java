package io.gwanmun.bench.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The machine, as a table has to name it.
 *
 * @param model the processor's name
 * @param cores how many cores there are, whatever this process is pinned to
 * @param kernel name and release of the operating system
 */
public record Machine(String model, int cores, String kernel) {

    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

    /**
     * Looks at this machine.
     *
     * @return its description
     * @throws BenchException when this is not Linux
     */
    public static Machine here() {
        if (!Files.isReadable(CPU_INFO)) {
            throw new BenchException("the bench needs Linux: CPU time and pinning are read and set there");
        }
        try {
            return parse(
                    Files.readAllLines(CPU_INFO),
                    System.getProperty("os.name") + " " + System.getProperty("os.version"));
        } catch (IOException e) {
            throw new BenchException("cannot read " + CPU_INFO, e);
        }
    }

    static Machine parse(List<String> cpuInfo, String kernel) {
        long cores =
                cpuInfo.stream().filter(line -> line.startsWith("processor")).count();
        String model = cpuInfo.stream()
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse(System.getProperty("os.arch") + " processor");
        return new Machine(model, (int) cores, kernel);
    }

    @Override
    public String toString() {
        return "%s, %d cores, %s".formatted(model, cores, kernel);
    }
}
