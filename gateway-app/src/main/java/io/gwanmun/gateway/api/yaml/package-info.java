/**
 * Back room of {@code api}: text in YAML to {@link io.gwanmun.gateway.api.Source}s with places. Start reading at
 * {@link io.gwanmun.gateway.api.yaml.YamlText}.
 */
@NullMarked
package io.gwanmun.gateway.api.yaml;

import org.jspecify.annotations.NullMarked;
