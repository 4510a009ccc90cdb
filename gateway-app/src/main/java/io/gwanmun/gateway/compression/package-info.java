/**
 * Compresses answers for clients that accept it, with gzip
 * (<a href="https://datatracker.ietf.org/doc/html/rfc9110#section-8.4">RFC 9110, content codings</a>).
 *
 * <p>Start reading at {@link io.gwanmun.gateway.compression.CompressionPolicy}, which says what is worth it;
 * {@link io.gwanmun.gateway.compression.CompressedResponse} decides and {@link io.gwanmun.gateway.compression.Gzip} does it.
 *
 * <p>Imports {@code pipeline}, {@code api}, {@code route}.
 */
@ApplicationModule(allowedDependencies = {"pipeline", "api", "route"})
@NullMarked
package io.gwanmun.gateway.compression;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
