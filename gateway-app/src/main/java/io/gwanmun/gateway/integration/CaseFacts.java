package io.gwanmun.gateway.integration;

import io.gwanmun.gateway.pipeline.Caller;

/**
 * What the conditions of cases may look at.
 *
 * @param caller who calls
 */
public record CaseFacts(Caller caller) {}
