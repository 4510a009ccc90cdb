/**
 * TLS: the certificates clients see, by host name, and the trust and certificate of calls to services.
 *
 * <p>Start reading at {@link io.gwanmun.gateway.tls.ServerCertificates}: what the listener asks. It holds the
 * {@link io.gwanmun.gateway.tls.CertificateTable} that is live; a new revision, or a file with a certificate that changed on
 * disk, replaces it in one step, and what has not changed in it is taken over with its sessions. A
 * {@link io.gwanmun.gateway.tls.CertificateSource} is a certificate as written, {@link io.gwanmun.gateway.tls.Identity} the
 * key and the chain it holds, {@link io.gwanmun.gateway.tls.ServiceTls} what an upstream says of TLS.
 *
 * <p>Imports {@code pipeline}, {@code api}, {@code route}.
 */
@ApplicationModule(allowedDependencies = {"pipeline", "api", "route"})
@NullMarked
package io.gwanmun.gateway.tls;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
