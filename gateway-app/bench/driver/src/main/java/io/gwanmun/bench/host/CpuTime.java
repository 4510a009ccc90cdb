package io.gwanmun.bench.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;

/**
 * User and system time of a process as the kernel accounts for it, all threads together
 * (<a href="https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html">proc_pid_stat(5)</a>, fields 14 and 15).
 */
final class CpuTime {

    /** The unit is USER_HZ, which is 100 on every Linux that runs Java 17. */
    private static final Duration TICK = Duration.ofMillis(10);

    /** Fields are counted from the state (field 3), the first after the name in parentheses. */
    private static final int USER = 14 - 3;

    private static final int SYSTEM = 15 - 3;
    private static final Pattern SPACE = Pattern.compile(" ");

    private CpuTime() {}

    static Duration of(long pid) {
        try {
            return parse(Files.readString(Path.of("/proc", Long.toString(pid), "stat")));
        } catch (IOException e) {
            throw new BenchException("cannot read the CPU time of process " + pid, e);
        }
    }

    /** The name may hold spaces and parentheses itself, so fields are counted from the last one. */
    static Duration parse(String stat) {
        String[] fields = SPACE.split(stat.substring(stat.lastIndexOf(')') + 2));
        return TICK.multipliedBy(Long.parseLong(fields[USER]) + Long.parseLong(fields[SYSTEM]));
    }
}
