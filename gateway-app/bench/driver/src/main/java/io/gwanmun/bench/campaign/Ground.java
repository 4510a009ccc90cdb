package io.gwanmun.bench.campaign;

import java.nio.file.Path;
import java.util.List;

import io.gwanmun.bench.host.Jdk;
import io.gwanmun.bench.host.Workshop;

/**
 * What a campaign works on.
 *
 * @param workshop where processes are started
 * @param jdk the Java that runs the gateway
 * @param jar the gateway
 */
public record Ground(Workshop workshop, Jdk jdk, Path jar) {

    /** What the gateway's JVM is given. */
    public static final List<String> FLAGS = List.of("-Xmx512m");
}
