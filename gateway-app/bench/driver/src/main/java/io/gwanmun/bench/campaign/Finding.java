package io.gwanmun.bench.campaign;

/**
 * What a campaign found.
 *
 * @param text Markdown, ending with a line break
 * @param tools what put the gateway to the test
 */
public record Finding(String text, String tools) {}
