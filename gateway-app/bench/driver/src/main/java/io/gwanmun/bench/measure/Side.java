package io.gwanmun.bench.measure;

import io.gwanmun.bench.server.Program;

/**
 * One of those compared.
 *
 * @param label names its row
 * @param program what is started
 * @param routes with how many routes; the last of them is asked
 */
public record Side(String label, Program program, int routes) {

    String path(String body) {
        return "/r" + (routes - 1) + body;
    }
}
